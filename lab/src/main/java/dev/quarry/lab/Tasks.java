package dev.quarry.lab;

import dev.quarry.dataset.Dataset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The task of each seed, made when first asked for and forgotten when the last cell of the seed is done. */
final class Tasks {

    private final Dataset dataset;
    private final Settings settings;
    private final boolean oneForAll;
    private final Map<Long, Task> made = new HashMap<>();
    private final Map<Long, Integer> expected = new HashMap<>();

    Tasks(Dataset dataset, Settings settings) {
        this.dataset = dataset;
        this.settings = settings;
        this.oneForAll = Task.hasSplit(dataset);
    }

    /** Says which cells will come. */
    synchronized void expect(List<Cell> cells) {
        expected.clear();
        cells.forEach(cell -> expected.merge(key(cell.seed()), 1, Integer::sum));
    }

    synchronized Task of(long seed) {
        return made.computeIfAbsent(key(seed), key -> Task.of(dataset, settings, seed));
    }

    synchronized void done(Cell cell) {
        if (expected.merge(key(cell.seed()), -1, Integer::sum) <= 0) {
            made.remove(key(cell.seed()));
        }
    }

    private long key(long seed) {
        return oneForAll ? 0 : seed;
    }
}
