package dev.quarry.journal;

import java.util.ArrayList;
import java.util.List;

/** Everything that was said about items, in order. Entries are added and never changed; undoing is one more entry. */
public interface Journal {

    /** What was said so far, in order. */
    List<Entry> entries();

    /** Adds entries. When this returns they are kept, whatever happens next. */
    void append(List<Entry> entries);

    /** A journal that lives as long as the process. */
    static Journal inMemory() {
        return new Journal() {
            private final List<Entry> kept = new ArrayList<>();

            @Override
            public synchronized List<Entry> entries() {
                return List.copyOf(kept);
            }

            @Override
            public synchronized void append(List<Entry> entries) {
                kept.addAll(entries);
            }
        };
    }
}
