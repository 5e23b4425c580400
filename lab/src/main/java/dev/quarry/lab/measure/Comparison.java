package dev.quarry.lab.measure;

import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Point;
import dev.quarry.lab.result.Results;
import dev.quarry.lab.result.RoundTime;
import dev.quarry.lab.statistics.Holm;
import dev.quarry.lab.statistics.Sample;
import dev.quarry.lab.statistics.Wilcoxon;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What results amount to: every strategy by itself and against random.
 *
 * @param standings in the order of the configuration; strategies without a finished run are left out
 */
public record Comparison(List<Standing> standings) {

    /** What the floor is called. */
    public static final String RANDOM = "random";

    /** Copies the list. */
    public Comparison {
        standings = List.copyOf(standings);
    }

    /** Of some results, complete or not. */
    public static Comparison of(Results results) {
        Map<Long, CellResult> random = bySeed(results.of(RANDOM));
        List<Standing> standings = new ArrayList<>();
        for (String strategy : results.configuration().strategies()) {
            List<CellResult> cells = results.of(strategy);
            if (!cells.isEmpty()) {
                Paired paired = strategy.equals(RANDOM) ? null : paired(cells, random);
                standings.add(standing(strategy, cells, paired));
            }
        }
        return new Comparison(corrected(standings));
    }

    /** The standing of random, where it has finished a run. */
    public Optional<Standing> random() {
        return standings.stream().filter(s -> s.strategy().equals(RANDOM)).findFirst();
    }

    /**
     * A strategy that can be compared with random.
     *
     * @param standing where it stands
     * @param paired the comparison
     */
    public record Rival(Standing standing, Paired paired) {

        /** What people call it. */
        public String strategy() {
            return standing.strategy();
        }
    }

    /** The strategies that can be compared with random, in the order of the configuration. */
    public List<Rival> rivals() {
        List<Rival> rivals = new ArrayList<>();
        for (Standing standing : standings) {
            Paired paired = standing.againstRandom();
            if (paired != null) {
                rivals.add(new Rival(standing, paired));
            }
        }
        return rivals;
    }

    private static Standing standing(String strategy, List<CellResult> cells, @Nullable Paired paired) {
        return new Standing(
                strategy,
                sample(cells, cell -> Area.accuracy(cell.curve())),
                sample(cells, cell -> Area.balancedAccuracy(cell.curve())),
                sample(cells, CellResult::finalAccuracy),
                MeanCurve.of(cells.stream().map(CellResult::curve).toList()),
                picked(cells),
                times(cells, RoundTime::selectSeconds),
                times(cells, RoundTime::fitSeconds),
                paired);
    }

    private static @Nullable Paired paired(List<CellResult> cells, Map<Long, CellResult> random) {
        List<CellResult> mine =
                cells.stream().filter(cell -> random.containsKey(cell.seed())).toList();
        if (mine.isEmpty()) {
            return null;
        }
        List<Paired.Difference> differences = new ArrayList<>();
        List<List<Point>> yardstick = new ArrayList<>();
        for (CellResult cell : mine) {
            List<Point> floor = random.getOrDefault(cell.seed(), cell).curve();
            yardstick.add(floor);
            double difference = Area.accuracy(cell.curve()) - Area.accuracy(floor);
            differences.add(new Paired.Difference(cell.seed(), withoutRounding(difference)));
        }
        Wilcoxon test =
                Wilcoxon.of(differences.stream().map(Paired.Difference::area).toList());
        MeanCurve randomCurve = MeanCurve.of(yardstick);
        LabelsSaved saved =
                LabelsSaved.of(MeanCurve.of(mine.stream().map(CellResult::curve).toList()), randomCurve);
        return new Paired(differences, test, Double.NaN, saved);
    }

    /** Areas that are equal on paper differ by rounding errors, which must not count as a sign or break a tie. */
    private static double withoutRounding(double difference) {
        return Math.rint(difference * 1e12) / 1e12;
    }

    private static List<Standing> corrected(List<Standing> standings) {
        List<Double> raw = new ArrayList<>();
        for (Standing standing : standings) {
            Paired paired = standing.againstRandom();
            raw.add(paired == null ? Double.NaN : paired.test().p());
        }
        List<Double> holm = Holm.correct(raw);
        List<Standing> corrected = new ArrayList<>();
        for (int i = 0; i < standings.size(); i++) {
            Paired paired = standings.get(i).againstRandom();
            corrected.add(standings.get(i).with(paired == null ? null : paired.withHolm(holm.get(i))));
        }
        return corrected;
    }

    private static List<Integer> picked(List<CellResult> cells) {
        List<Integer> sum = new ArrayList<>(cells.getFirst().picked());
        for (CellResult cell : cells.subList(1, cells.size())) {
            for (int c = 0; c < sum.size(); c++) {
                sum.set(c, sum.get(c) + cell.picked().get(c));
            }
        }
        return sum;
    }

    private static Sample sample(List<CellResult> cells, ToDoubleFunction<CellResult> measure) {
        return Sample.of(cells.stream().map(measure::applyAsDouble).toList());
    }

    private static Sample times(List<CellResult> cells, ToDoubleFunction<RoundTime> time) {
        return Sample.of(cells.stream()
                .flatMap(cell -> cell.times().stream())
                .map(time::applyAsDouble)
                .toList());
    }

    private static Map<Long, CellResult> bySeed(List<CellResult> cells) {
        return cells.stream()
                .collect(Collectors.toMap(CellResult::seed, Function.identity(), (a, b) -> a, TreeMap::new));
    }
}
