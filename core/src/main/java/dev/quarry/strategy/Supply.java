package dev.quarry.strategy;

import dev.quarry.acquire.Selection;
import dev.quarry.evidence.Evidence;
import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import java.util.List;

/**
 * Where a strategy gets its evidence from: a fitted model over a pool, or files that somebody else computed. It holds no
 * label of any candidate, so nothing that selects can see one.
 */
public interface Supply {

    /** Who may be chosen. */
    Items candidates();

    /** How many items are labelled by now, m. */
    int labelled();

    /** Whether there is a model; before two classes are labelled there is none. */
    boolean trained();

    /**
     * The evidence about all candidates. Computed when first asked for, then kept.
     *
     * @throws IllegalStateException if it cannot be had, with the reason and what could supply it
     */
    <E extends Evidence> E supply(Demand<E> demand);

    /** What is known about items beside their features; by default nothing but what they are called. */
    default Attributes attributes() {
        return Attributes.of(candidates());
    }

    /** The same supply, whose items have attributes that somebody else knows. */
    default Supply knowing(Attributes attributes) {
        return new AttributedSupply(this, attributes);
    }

    /** The items that were asked for and labelled in earlier rounds, oldest first; empty where nobody keeps a record. */
    default List<Asked> past() {
        return List.of();
    }

    /**
     * A supply for some of the candidates.
     *
     * @param rows rows of {@link #candidates()}, without repetition
     */
    default Supply among(int[] rows) {
        return NarrowedSupply.among(this, rows);
    }

    /** A supply after a choice: the chosen ones are no candidates any more and count as labelled, label unknown. */
    default Supply after(Selection chosen) {
        return NarrowedSupply.after(this, chosen);
    }
}
