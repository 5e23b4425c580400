package dev.quarry.server.experiment;

import dev.quarry.lab.measure.Area;
import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Results;
import dev.quarry.lab.statistics.Sample;
import dev.quarry.lab.statistics.Wilcoxon;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two strategies seed by seed, by the area under the curve.
 *
 * @param first who
 * @param second against whom
 * @param seeds how many seeds both have
 * @param difference the mean of first minus second; NaN without seeds
 * @param halfWidth half the width of its 95 % interval by Student's t; NaN below two seeds
 * @param p of Wilcoxon's signed-rank test, not corrected for the number of duels; NaN where nothing differs
 * @param wins seeds with which the first is better
 * @param ties seeds with which both have the same area
 * @param losses seeds with which the first is worse
 */
public record Duel(
        String first,
        String second,
        int seeds,
        double difference,
        double halfWidth,
        double p,
        int wins,
        int ties,
        int losses) {

    private static final double CONFIDENCE = 0.95;
    private static final double ROUNDING = 1e-12;

    /** Each strategy against each other one that shares a seed with it, both ways. */
    public static List<Duel> all(Results results) {
        List<String> strategies = results.configuration().strategies();
        List<Duel> duels = new ArrayList<>();
        for (String first : strategies) {
            for (String second : strategies) {
                Duel duel = of(results, first, second);
                if (!first.equals(second) && duel.seeds > 0) {
                    duels.add(duel);
                }
            }
        }
        return duels;
    }

    private static Duel of(Results results, String first, String second) {
        Map<Long, Double> others = new TreeMap<>();
        results.of(second).forEach(cell -> others.put(cell.seed(), Area.accuracy(cell.curve())));
        List<Double> differences = new ArrayList<>();
        for (CellResult cell : results.of(first)) {
            Double other = others.get(cell.seed());
            if (other != null) {
                double difference = Area.accuracy(cell.curve()) - other;
                differences.add(Math.abs(difference) < ROUNDING ? 0 : difference);
            }
        }
        Sample sample = Sample.of(differences);
        return new Duel(
                first,
                second,
                differences.size(),
                sample.mean(),
                sample.halfWidth(CONFIDENCE),
                Wilcoxon.of(differences).p(),
                (int) differences.stream().filter(d -> d > 0).count(),
                (int) differences.stream().filter(d -> d == 0).count(),
                (int) differences.stream().filter(d -> d < 0).count());
    }
}
