package dev.quarry.server.experiment;

import dev.quarry.lab.measure.Comparison;
import dev.quarry.lab.measure.MeanCurve;
import dev.quarry.lab.measure.Standing;
import dev.quarry.lab.report.Conclusion;
import dev.quarry.lab.result.Configuration;
import dev.quarry.lab.result.Configuration.Chosen;
import dev.quarry.lab.result.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run in numbers. Numbers that do not exist are null.
 *
 * @param card what lists show of it
 * @param headline what came of it, in one sentence
 * @param details further sentences
 * @param strategies one by one
 * @param duels each against each
 * @param configuration what was asked for
 * @param reproduce a command that asks for the same again
 */
public record Run(
        Card card,
        String headline,
        List<String> details,
        List<OfStrategy> strategies,
        List<Against> duels,
        Configuration configuration,
        String reproduce) {

    /**
     * What lists show of a run.
     *
     * @param id in addresses
     * @param name of its folder
     * @param done how many cells are finished
     * @param cells how many there will be
     * @param best the strategy with the largest area; null where none has finished
     * @param area its area
     * @param labels how many labels it takes to reach the accuracy at which random ends; null where it never does
     * @param changed when it was written to, milliseconds since 1970 in UTC
     * @param broken why it cannot be read; null where it can
     */
    public record Card(
            String id,
            String name,
            String dataset,
            List<String> strategies,
            String learner,
            int seeds,
            int start,
            int batch,
            int budget,
            int done,
            int cells,
            @Nullable String best,
            @Nullable Double area,
            @Nullable Double labels,
            long changed,
            @Nullable String broken) {

        static Card broken(String id, String name, long changed, String why) {
            return new Card(id, name, "", List.of(), "", 0, 0, 0, 0, 0, 0, null, null, null, changed, why);
        }
    }

    /** A place on a mean curve with its band. */
    public record Place(int labels, double mean, @Nullable Double half) {}

    /** What it costs to choose, at a number of labels, in seconds, over the seeds. */
    public record Cost(int labels, double fit, double select) {}

    /**
     * One strategy.
     *
     * @param resolved with every component
     * @param seeds how many seeds it has finished
     * @param area under the accuracy, its mean and standard deviation
     * @param balanced the same of balanced accuracy
     * @param end the accuracy at the end
     * @param labels how many labels it takes to reach the accuracy at which random ends; null where it never does
     * @param saved these against those of random, as a share; null where there are none
     * @param holm the p of the comparison with random, corrected; null where there is none
     */
    public record OfStrategy(
            String name,
            String resolved,
            int seeds,
            @Nullable Double area,
            @Nullable Double areaSd,
            @Nullable Double balanced,
            @Nullable Double end,
            @Nullable Double labels,
            @Nullable Double saved,
            @Nullable Double holm,
            List<Place> curve,
            List<Cost> costs) {}

    /** A duel with numbers that JSON can say. */
    public record Against(
            String first,
            String second,
            int seeds,
            @Nullable Double difference,
            @Nullable Double halfWidth,
            @Nullable Double p,
            int wins,
            int ties,
            int losses) {}

    static Card card(String id, String name, long changed, Results results) {
        Configuration c = results.configuration();
        Comparison comparison = Comparison.of(results);
        Standing best = comparison.standings().stream()
                .reduce((a, b) -> b.area().mean() > a.area().mean() ? b : a)
                .orElse(null);
        return new Card(
                id,
                name,
                c.dataset(),
                c.strategies(),
                c.learner().name(),
                c.seeds(),
                c.start(),
                c.batch(),
                c.budget(),
                results.cells().size(),
                c.seeds() * c.contenders().size(),
                best == null ? null : best.strategy(),
                best == null ? null : finite(best.area().mean()),
                best == null ? null : labels(best, comparison),
                changed,
                null);
    }

    static Run of(String id, String name, long changed, Results results) {
        Comparison comparison = Comparison.of(results);
        Conclusion conclusion = Conclusion.of(results, comparison);
        List<OfStrategy> strategies = new ArrayList<>();
        for (Chosen chosen : results.configuration().contenders()) {
            comparison.standings().stream()
                    .filter(standing -> standing.strategy().equals(chosen.name()))
                    .map(standing -> strategy(chosen, standing, comparison, results))
                    .forEach(strategies::add);
        }
        return new Run(
                card(id, name, changed, results),
                conclusion.headline(),
                conclusion.details(),
                strategies,
                Duel.all(results).stream().map(Run::against).toList(),
                results.configuration(),
                reproduce(results.configuration()));
    }

    private static OfStrategy strategy(Chosen chosen, Standing standing, Comparison comparison, Results results) {
        var paired = standing.againstRandom();
        return new OfStrategy(
                chosen.name(),
                chosen.resolved(),
                standing.seeds(),
                finite(standing.area().mean()),
                finite(standing.area().sd()),
                finite(standing.balancedArea().mean()),
                finite(standing.finalAccuracy().mean()),
                labels(standing, comparison),
                paired == null ? null : finite(paired.saved().share()),
                paired == null ? null : finite(paired.holm()),
                standing.curve().points().stream()
                        .map(node -> new Place(node.labels(), node.accuracy().mean(), finite(node.halfBand())))
                        .toList(),
                costs(chosen.name(), results));
    }

    private static List<Cost> costs(String strategy, Results results) {
        Map<Integer, double[]> sums = new TreeMap<>();
        results.of(strategy)
                .forEach(cell -> cell.times().forEach(time -> {
                    double[] sum = sums.computeIfAbsent(time.labels(), labels -> new double[3]);
                    sum[0] += time.fitSeconds();
                    sum[1] += time.selectSeconds();
                    sum[2]++;
                }));
        return sums.entrySet().stream()
                .map(entry -> new Cost(
                        entry.getKey(),
                        entry.getValue()[0] / entry.getValue()[2],
                        entry.getValue()[1] / entry.getValue()[2]))
                .toList();
    }

    private static @Nullable Double labels(Standing standing, Comparison comparison) {
        double target = comparison
                .random()
                .map(random -> random.curve().finalAccuracy())
                .orElse(Double.NaN);
        MeanCurve curve = standing.curve();
        return Double.isNaN(target) ? null : finite(curve.labelsToReach(target));
    }

    private static Against against(Duel duel) {
        return new Against(
                duel.first(),
                duel.second(),
                duel.seeds(),
                finite(duel.difference()),
                finite(duel.halfWidth()),
                finite(duel.p()),
                duel.wins(),
                duel.ties(),
                duel.losses());
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static String reproduce(Configuration c) {
        String others = String.join(
                ", ",
                c.contenders().stream()
                        .filter(one -> !one.name().equals(Comparison.RANDOM))
                        .map(Chosen::resolved)
                        .toList());
        String strategies = others.isEmpty() ? Comparison.RANDOM : others; // which is always drawn
        return "quarry simulate '%s' --learner '%s' --strategy '%s' --start %d --batch %d --budget %d --seeds %d --first-seed %d"
                .formatted(
                        c.dataset().replace("'", ""),
                        c.learner().resolved(),
                        strategies,
                        c.start(),
                        c.batch(),
                        c.budget(),
                        c.seeds(),
                        c.firstSeed());
    }
}
