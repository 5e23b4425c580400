package dev.quarry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.generate.GaussianClusters;
import dev.quarry.dataset.generate.Honeypot;
import dev.quarry.dataset.generate.ThreeClusters;
import dev.quarry.lab.measure.Area;
import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Results;
import dev.quarry.lab.statistics.Sample;
import dev.quarry.lab.statistics.Wilcoxon;
import dev.quarry.learn.Learner;
import dev.quarry.learn.classical.GaussianNaiveBayes;
import dev.quarry.learn.classical.LogisticRegression;
import dev.quarry.learn.svm.SupportVectorMachine;
import dev.quarry.loop.Cancellation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Which strategy is better than which where the literature says so, on generated data with fixed seeds: by the area under
 * the curve of accuracy, paired by seed, with Wilcoxon's test.
 */
class OrderingsTest {

    private static final double SIGNIFICANT = 0.01;

    private static Results run(
            Dataset data, Learner learner, String strategies, int start, int batch, int budget, int seeds) {
        Settings settings = new Settings(learner, Contender.readAll(strategies))
                .withLabels(start, batch, budget)
                .withSeeds(seeds, 0);
        return new Simulation(data, settings).run(CellStore.inMemory(), 2, event -> {}, Cancellation.NEVER);
    }

    private static List<Double> areas(Results results, String strategy) {
        return results.of(strategy).stream()
                .map(CellResult::curve)
                .map(Area::accuracy)
                .toList();
    }

    private static void assertBetter(Results results, String better, String worse) {
        List<Double> high = areas(results, better);
        List<Double> low = areas(results, worse);
        List<Double> differences = new ArrayList<>();
        for (int seed = 0; seed < high.size(); seed++) {
            differences.add(Math.rint((high.get(seed) - low.get(seed)) * 1e12) / 1e12);
        }
        Wilcoxon test = Wilcoxon.of(differences);
        Sample difference = Sample.of(differences);
        String line = "%s %.3f, %s %.3f: %+.3f ± %.3f, p = %.1e (%d seeds)"
                .formatted(
                        better,
                        Sample.of(high).mean(),
                        worse,
                        Sample.of(low).mean(),
                        difference.mean(),
                        difference.sd(),
                        test.p(),
                        high.size());
        System.out.println(line);
        assertThat(difference.mean()).as(line).isPositive();
        assertThat(test.p()).as(line).isLessThan(SIGNIFICANT);
    }

    /** Six classes that must be found, and half of the pool is a cloud of coin tosses between them. */
    @Test
    void in_a_honeypot_cover_and_chance_are_better_than_doubt() {
        Dataset data = new Honeypot(800, 3, 6, 0.5, 3, 4, 0.2).generate(0);
        Results results = run(data, new GaussianNaiveBayes(), "margin, entropy, k-center, typiclust", 6, 2, 60, 40);
        for (String covering : List.of("k-center", "typiclust", "random")) {
            assertBetter(results, covering, "margin");
            assertBetter(results, covering, "entropy");
        }
        assertBetter(results, "k-center", "random");
    }

    /** The honeypot of CDALBench: some runs of uncertainty sampling never get out of it. */
    @Test
    void in_the_published_honeypot_doubt_is_a_gamble() {
        Results results = run(new ThreeClusters().generate(0), new SupportVectorMachine(), "margin", 4, 1, 40, 20);
        Sample margin = Sample.of(areas(results, "margin"));
        Sample random = Sample.of(areas(results, "random"));
        System.out.println("three clusters: margin %s, random %s".formatted(margin, random));
        assertThat(margin.sd()).isGreaterThan(2 * random.sd());
        assertThat(margin.mean()).isLessThan(random.mean());
    }

    @Test
    void among_copies_a_batch_of_the_most_uncertain_is_worse_than_chance_and_badge_is_better() {
        Results results =
                run(Copies.of(160, 20, 400, 8, 6), new LogisticRegression(), "entropy, badge", 8, 20, 108, 16);
        assertBetter(results, "random", "entropy");
        assertBetter(results, "badge", "random");
    }

    /** As digits are: ten classes of two styles each in some dimensions, which a linear model nearly tells apart. */
    @Test
    void large_batches_reverse_the_advantage_of_margin() {
        Dataset data = new GaussianClusters(800, 12, 10, 2, 2, 1, 0, 0.25).generate(0);
        Learner learner = new LogisticRegression();
        Results single = run(data, learner, "margin", 10, 1, 110, 10);
        Results large = run(data, learner, "margin, badge", 10, 50, 110, 40);
        assertBetter(single, "margin", "random");
        assertBetter(large, "random", "margin");
        assertBetter(large, "badge", "margin");
    }
}
