package dev.quarry.lab.measure;

import dev.quarry.lab.statistics.Sample;
import dev.quarry.lab.statistics.Wilcoxon;
import java.util.List;

/**
 * A strategy against random, seed by seed, by the area under the curve.
 *
 * @param differences strategy minus random, one for each seed that both have
 * @param test Wilcoxon's signed-rank test of the differences
 * @param holm its p, corrected for the number of strategies that were compared with random
 * @param saved the labels saved, over the same seeds
 */
public record Paired(List<Difference> differences, Wilcoxon test, double holm, LabelsSaved saved) {

    /** One seed. */
    public record Difference(long seed, double area) {}

    /** Copies the list. */
    public Paired {
        differences = List.copyOf(differences);
    }

    /** Mean and spread of the differences. */
    public Sample sample() {
        return Sample.of(differences.stream().map(Difference::area).toList());
    }

    Paired withHolm(double corrected) {
        return new Paired(differences, test, corrected, saved);
    }
}
