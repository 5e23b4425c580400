package dev.quarry.lab.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a comparison found so far.
 *
 * @param configuration what was asked for
 * @param jdk the Java that ran it
 * @param cells the finished cells, by strategy in the order of the configuration, then by seed
 */
public record Results(Configuration configuration, String jdk, List<CellResult> cells) {

    /** Sorts the cells, so that the order in which they finished leaves no trace. */
    public Results {
        List<String> order = configuration.strategies();
        cells = cells.stream()
                .sorted(Comparator.comparingInt((CellResult cell) -> order.indexOf(cell.strategy()))
                        .thenComparingLong(CellResult::seed))
                .toList();
    }

    /** The finished cells of a strategy, by seed. */
    public List<CellResult> of(String strategy) {
        return cells.stream().filter(cell -> cell.strategy().equals(strategy)).toList();
    }

    /** One strategy and the seeds that it lacks. */
    public record Missing(String strategy, List<Long> seeds) {}

    /** What is missing: a run that was stopped has only some of its cells. */
    public List<Missing> missing() {
        List<Missing> missing = new ArrayList<>();
        for (String strategy : configuration.strategies()) {
            List<Long> have = of(strategy).stream().map(CellResult::seed).toList();
            List<Long> lacks = LongStream.range(0, configuration.seeds())
                    .mapToObj(i -> configuration.firstSeed() + i)
                    .filter(seed -> !have.contains(seed))
                    .toList();
            if (!lacks.isEmpty()) {
                missing.add(new Missing(strategy, lacks));
            }
        }
        return missing;
    }
}
