package dev.quarry.server.teach;

import dev.quarry.server.event.Fact;
import java.util.BitSet;
import java.util.List;

/** What a project was ever asked for. Not for several threads at once. */
final class Asked {

    private final BitSet ever = new BitSet();
    private final BitSet rechecked = new BitSet();
    private int last;

    Asked(List<Fact.Asked> batches) {
        batches.forEach(this::add);
    }

    /** One more batch; the same one twice changes nothing. */
    void add(Fact.Asked batch) {
        last = Math.max(last, batch.batch());
        batch.rows().forEach(ever::set);
        if (batch.purpose() == Fact.Purpose.RECHECK) {
            batch.rows().forEach(rechecked::set);
        }
    }

    /** The number of the last batch; 0 where there is none. */
    int last() {
        return last;
    }

    /** Whether the item was asked for. */
    boolean has(int row) {
        return ever.get(row);
    }

    /** Whether the item was asked for a second time. */
    boolean hasAgain(int row) {
        return rechecked.get(row);
    }
}
