package dev.quarry.oracle;

import dev.quarry.item.Items;
import dev.quarry.pool.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An oracle that looks the answer up, as simulations do. The labels stay in here: only what is asked comes out. */
public final class KnownLabels implements Oracle {

    private final Map<Long, String> labels = new HashMap<>();

    /**
     * @param labels the class index of each item, or a negative number where it is unknown
     * @param classes the names of the classes
     */
    public KnownLabels(Items items, int[] labels, List<String> classes) {
        if (items.size() != labels.length) {
            throw new IllegalArgumentException(
                    "There are (%d) items but (%d) labels.".formatted(items.size(), labels.length));
        }
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] >= 0) {
                this.labels.put(items.id(row), classes.get(labels[row]));
            }
        }
    }

    /** The label of an item, or unsure where it is unknown. */
    @Override
    public Verdict ask(long id) {
        String label = labels.get(id);
        return label == null ? Verdict.UNSURE : Verdict.label(label);
    }

    @Override
    public String name() {
        return "known-labels";
    }
}
