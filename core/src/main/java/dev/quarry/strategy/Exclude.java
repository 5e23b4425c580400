package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.item.Attributes;
import dev.quarry.kernel.Admission;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * Another strategy that never shows some items: those whose column has one of some values; without values, those in whose
 * column nothing is.
 */
@AutoService(Part.class)
@Named(
        value = "exclude",
        summary = "Another strategy, that never shows items with certain values in a column.",
        formula = "of on {x : column(x) is none of the values}",
        cost = "that of the other")
@Advice(
        use = "Items that must not be shown: consent withdrawn, another team's share, known duplicates.",
        avoid = "It only hides; what is excluded still belongs to the pool that others are compared with.",
        shown = "exclude{column: group, values: [right below]}")
public record Exclude(
        @Help("the column of the attributes, or id for the items themselves")
        String column,

        @Help("the values that leave an item out; none for those without a value")
        List<String> values,

        @Help("what chooses among the others") Strategy of)
        implements Limit {

    /** Copies the values. */
    public Exclude {
        values = List.copyOf(values);
    }

    /** Items without a group, margin. */
    public Exclude() {
        this("group", List.of(), new Deterministic());
    }

    /** The strategy without some items. */
    public Exclude(List<String> ids, Strategy of) {
        this(Attributes.ID, ids, of);
    }

    @Override
    public Admission admission(Supply supply, Admission around) {
        boolean[] marked = Marked.of(supply, column, values.isEmpty() ? List.of("") : values);
        return Admission.of(row -> !marked[row]);
    }
}
