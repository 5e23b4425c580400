package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Selection;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * The two-method hybrid: two strategies share the budget, the second knows what the first took. An odd item goes to the
 * first, so that none is lost.
 */
@AutoService(Part.class)
@Named(
        value = "split",
        summary = "Two-method hybrid: two strategies share the budget, the second knows what the first took.",
        formula = "a part of share·k by first, the rest by second, which counts them as taken",
        cost = "that of both")
@Advice(
        use = "To hedge: half of the batch by doubt, half by cover, the second half knowing the first.",
        avoid =
                "A batch of one goes to the first alone. A common version loses one item of every odd batch; this gives it to the first.")
public record Split(
        @Help("what chooses the first part") Strategy first,
        @Help("what chooses the rest, given the first part") Strategy second,
        @Help("the part of the first, in [0, 1]") double share)
        implements Strategy {

    /** States the rules. */
    public Split {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share (%s) must be in [0, 1].".formatted(share));
        }
    }

    /** Half by each. */
    public Split(Strategy first, Strategy second) {
        this(first, second, 0.5);
    }

    /** Half by margin, half by k-center. */
    public Split() {
        this(new Deterministic(), new Diversity(new KCenter()));
    }

    @Override
    public List<Demand<?>> demands() {
        return Demand.ofBoth(first, second);
    }

    @Override
    public Selection select(Supply supply, int budget, Randomness random) {
        Selection begun = first.select(supply, ofFirst(budget), random.purpose("split-first"));
        Selection rest = second.select(supply.after(begun), budget - begun.size(), random.purpose("split-second"));
        return begun.followedBy(rest);
    }

    @Override
    public Selection select(Supply supply, int budget, Admission admission, Randomness random) {
        Selection begun = first.select(supply, ofFirst(budget), admission, random.purpose("split-first"));
        Supply after = supply.after(begun);
        Admission left =
                admission.among(supply.candidates().rows(after.candidates().ids()));
        Selection rest = second.select(after, budget - begun.size(), left, random.purpose("split-second"));
        return begun.followedBy(rest);
    }

    private int ofFirst(int budget) {
        return (int) Math.ceil(share * budget);
    }
}
