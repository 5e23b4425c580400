package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Scores;
import dev.quarry.acquire.Selection;
import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Items that must be chosen come first, by their id and with score 0; another strategy chooses the rest and knows of them.
 * They are the candidates whose column has one of some values; what is labelled already is done with.
 */
@AutoService(Part.class)
@Named(
        value = "include",
        summary = "Items that must be chosen, then another strategy that knows of them.",
        formula = "first {x : column(x) is one of the values}, then of, which counts them as taken",
        cost = "that of the other")
@Advice(
        use =
                "Items that must be in the batch whatever a strategy thinks: complaints of customers, a regulator's list.",
        avoid = "The listed items come first and cost budget; a long list leaves nothing to choose.",
        shown = "include{values: [60, 90], of: margin}")
public record Include(
        @Help("the column of the attributes, or id for the items themselves")
        String column,

        @Help("the values of which an item must have one") List<String> values,
        @Help("what chooses the rest") Strategy of)
        implements Strategy {

    /** Copies the values. */
    public Include {
        values = List.copyOf(values);
    }

    /** Nothing, then margin. */
    public Include() {
        this(List.of(), new Deterministic());
    }

    /** Some items, then what the strategy chooses. */
    public Include(List<String> ids, Strategy of) {
        this(Attributes.ID, ids, of);
    }

    @Override
    public List<Demand<?>> demands() {
        return of.demands();
    }

    @Override
    public Selection select(Supply supply, int budget, Randomness random) {
        return select(supply, budget, Admission.ALL, random);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there are more such items than the budget, or a limit shuts one of them out
     */
    @Override
    public Selection select(Supply supply, int budget, Admission admission, Randomness random) {
        Items items = supply.candidates();
        boolean[] marked = Marked.of(supply, column, values);
        int[] musts = IntStream.of(items.rowsById()).filter(row -> marked[row]).toArray();
        Selection begun = first(items, musts, budget);
        for (int row : musts) {
            if (!admission.open(row)) {
                throw new IllegalArgumentException(
                        "The item (%s) must be included, but a limit around it leaves no room for it. Maybe raise the limit, or write include outside of it."
                                .formatted(items.name(row)));
            }
            admission.take(row);
        }
        Supply after = supply.after(begun);
        Admission left = admission.among(items.rows(after.candidates().ids()));
        return begun.followedBy(of.select(after, budget - begun.size(), left, random));
    }

    /**
     * The choice of items that must be chosen, with score 0.
     *
     * @throws IllegalArgumentException if they are more than the budget
     */
    public static Selection first(Items items, int[] musts, int budget) {
        if (musts.length > budget) {
            throw new IllegalArgumentException(
                    "There are (%d) items to include, more than the (%d) that may be chosen. Maybe choose more."
                            .formatted(musts.length, budget));
        }
        return Scores.picks(items, musts, row -> 0, "include");
    }
}
