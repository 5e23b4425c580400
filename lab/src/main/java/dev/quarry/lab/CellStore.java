package dev.quarry.lab;

import dev.quarry.lab.result.CellResult;
import java.util.ArrayList;
import java.util.List;

/** Where finished cells are kept. Safe for several threads. */
public interface CellStore {

    /** The cells that are finished. */
    List<CellResult> cells();

    /** Adds a finished cell. When this returns it is kept, whatever happens next. */
    void add(CellResult cell);

    /** A store that lives as long as the process. */
    static CellStore inMemory() {
        return new CellStore() {
            private final List<CellResult> kept = new ArrayList<>();

            @Override
            public synchronized List<CellResult> cells() {
                return List.copyOf(kept);
            }

            @Override
            public synchronized void add(CellResult cell) {
                kept.add(cell);
            }
        };
    }
}
