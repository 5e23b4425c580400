package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

/** What must hold between scores by algebra. */
class ScoreIdentitiesTest {

    private static final Randomness RANDOM = Randomness.seed(8);

    /** Two-class rows: p of the likelier class is (500 + step) / 1000, and it is the class that the parity says. */
    private static Probabilities binary(List<Integer> steps, double temperature) {
        double[][] rows = steps.stream()
                .map(step -> {
                    double odds = Math.pow((500.0 + step) / (500 - step), 1 / temperature);
                    double p = odds / (1 + odds);
                    return step % 2 == 0 ? new double[] {p, 1 - p} : new double[] {1 - p, p};
                })
                .toArray(double[][]::new);
        return Probabilities.of(Items.range(rows.length), DoubleMatrix.of(rows));
    }

    @Property(tries = 200)
    void with_two_classes_every_uncertainty_ranks_alike_at_every_temperature(
            @ForAll @Size(min = 1, max = 30) @UniqueElements List<@IntRange(max = 450) Integer> steps,
            @ForAll @DoubleRange(min = 0.7, max = 5) double temperature) {
        long[] byMargin = new Margin().select(binary(steps, 1), 30, RANDOM).ids();
        Probabilities softened = binary(steps, temperature);
        for (Score<Probabilities> score : List.of(new LeastConfidence(), new Margin(), new Ratio(), new Entropy())) {
            assertThat(score.select(softened, 30, RANDOM).ids()).isEqualTo(byMargin);
        }
    }

    private static SampledProbabilities committee(int members, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double sharpness = 1 + 9 * random.nextDouble();
        double[][] rows = new double[8][members * classes];
        for (double[] row : rows) {
            for (int k = 0; k < members; k++) {
                double sum = 0;
                for (int c = 0; c < classes; c++) {
                    double weight = random.nextInt(5) == 0 ? 0 : Math.pow(random.nextDouble(), sharpness);
                    row[k * classes + c] = weight + (c == 0 ? 1e-9 : 0);
                    sum += row[k * classes + c];
                }
                for (int c = 0; c < classes; c++) {
                    row[k * classes + c] /= sum;
                }
            }
        }
        return SampledProbabilities.of(Items.range(rows.length), DoubleMatrix.of(rows), members, true);
    }

    @Property(tries = 300)
    void the_mean_divergence_is_bald(
            @ForAll @IntRange(min = 1, max = 12) int members,
            @ForAll @IntRange(min = 1, max = 12) int classes,
            @ForAll long seed) {
        SampledProbabilities samples = committee(members, classes, seed);
        assertThat(new KlMean().score(samples)).containsExactly(new Bald().score(samples), within(1e-12));
    }

    @Property(tries = 300)
    void predictive_entropy_is_what_the_members_doubt_and_what_they_disagree_about(
            @ForAll @IntRange(min = 1, max = 12) int members,
            @ForAll @IntRange(min = 1, max = 12) int classes,
            @ForAll long seed) {
        SampledProbabilities samples = committee(members, classes, seed);
        double[] bald = new Bald().score(samples);
        double[] expected = new ExpectedEntropy().score(samples);
        double[] sum = IntStream.range(0, bald.length)
                .mapToDouble(i -> bald[i] + expected[i])
                .toArray();
        assertThat(new ConsensusEntropy().score(samples)).containsExactly(sum, within(1e-12));
        assertThat(new Entropy().score(samples)).containsExactly(sum, within(1e-12));
    }

    @Property(tries = 300)
    void every_measure_stays_in_its_range(
            @ForAll @IntRange(min = 1, max = 12) int members,
            @ForAll @IntRange(min = 1, max = 12) int classes,
            @ForAll long seed) {
        SampledProbabilities samples = committee(members, classes, seed);
        double lnC = Math.log(classes);
        double lnK = Math.log(members);
        double few = 1 - 1.0 / Math.min(classes, members);
        assertWithin(new Bald(), samples, Math.min(lnC, lnK));
        assertWithin(new KlMean(), samples, Math.min(lnC, lnK));
        assertWithin(new KlMax(), samples, lnK);
        assertWithin(new VoteEntropy(), samples, Math.min(lnC, lnK));
        assertWithin(new ExpectedEntropy(), samples, lnC);
        assertWithin(new ConsensusEntropy(), samples, lnC);
        assertWithin(new Entropy(), samples, lnC);
        assertWithin(new LeastConfidence(), samples, 1 - 1.0 / classes);
        assertWithin(new VariationRatio(), samples, few);
        assertWithin(new MeanStd(), samples, 0.5);
        assertWithin(new CommitteeVariance(), samples, 1 - 1.0 / members);
    }

    private static void assertWithin(
            Score<? super SampledProbabilities> score, SampledProbabilities samples, double most) {
        for (double one : score.score(samples)) {
            assertThat(one).as(score.toString()).isBetween(0.0, most + 1e-12);
        }
    }

    @Property(tries = 50)
    void members_that_agree_disagree_about_nothing(
            @ForAll @IntRange(min = 1, max = 9) int members,
            @ForAll @IntRange(min = 1, max = 9) int classes,
            @ForAll long seed) {
        SampledProbabilities one = committee(1, classes, seed);
        double[][] rows = IntStream.range(0, one.size())
                .mapToObj(row -> IntStream.range(0, members * classes)
                        .mapToDouble(j -> one.samples().get(row, j % classes))
                        .toArray())
                .toArray(double[][]::new);
        SampledProbabilities agreed = SampledProbabilities.of(one.items(), DoubleMatrix.of(rows), members, true);
        for (Score<SampledProbabilities> score : List.of(
                new Bald(),
                new KlMean(),
                new KlMax(),
                new VoteEntropy(),
                new VariationRatio(),
                new CommitteeVariance(),
                new MeanStd())) {
            for (double value : score.score(agreed)) {
                assertThat(value).as(score.toString()).isBetween(0.0, 1e-13);
            }
        }
    }

    @Property(tries = 100)
    void the_order_of_the_members_does_not_matter(@ForAll @IntRange(min = 2, max = 6) int members, @ForAll long seed) {
        int classes = 4;
        SampledProbabilities samples = committee(members, classes, seed);
        double[][] turned = IntStream.range(0, samples.size())
                .mapToObj(row -> IntStream.range(0, members * classes)
                        .mapToDouble(j -> samples.samples().get(row, (j + classes) % (members * classes)))
                        .toArray())
                .toArray(double[][]::new);
        SampledProbabilities others = SampledProbabilities.of(samples.items(), DoubleMatrix.of(turned), members, true);
        for (Score<SampledProbabilities> score : List.of(
                new Bald(),
                new KlMax(),
                new VoteEntropy(),
                new VariationRatio(),
                new CommitteeVariance(),
                new MeanStd(),
                new ExpectedEntropy())) {
            assertThat(score.score(others)).containsExactly(score.score(samples), within(1e-13));
        }
    }
}
