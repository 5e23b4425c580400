package dev.quarry.acquire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The chosen items, best first, without repetition.
 *
 * @param picks the items with score and reason
 * @param certificate how good the choice is as a whole, where the method can tell
 */
public record Selection(List<Pick> picks, @Nullable Certificate certificate) {

    /** States the rules. */
    public Selection {
        picks = List.copyOf(picks);
        Set<Long> seen = new HashSet<>();
        for (Pick pick : picks) {
            if (!seen.add(pick.id())) {
                throw new IllegalArgumentException("The item (%d) was chosen twice.".formatted(pick.id()));
            }
        }
    }

    /** A selection without a certificate. */
    public Selection(List<Pick> picks) {
        this(picks, null);
    }

    /** These picks and then those of another selection, with its certificate. */
    public Selection followedBy(Selection rest) {
        List<Pick> all = new ArrayList<>(picks);
        all.addAll(rest.picks);
        return new Selection(all, rest.certificate);
    }

    /** How many items were chosen. */
    public int size() {
        return picks.size();
    }

    /** The ids, best first. */
    public long[] ids() {
        return picks.stream().mapToLong(Pick::id).toArray();
    }
}
