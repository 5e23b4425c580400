package dev.quarry.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Badge;
import dev.quarry.acquire.Bald;
import dev.quarry.acquire.Distinct;
import dev.quarry.acquire.DiverseBatch;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.InformationDensity;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Margin;
import dev.quarry.acquire.Measure;
import dev.quarry.acquire.RankedBatch;
import dev.quarry.acquire.Selection;
import dev.quarry.acquire.SomeEvidence;
import dev.quarry.acquire.Term;
import dev.quarry.acquire.Terms;
import dev.quarry.acquire.VoteEntropy;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Parts;
import dev.quarry.select.Power;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Terms are computed apart from scores, so they must add up to them again. */
class ExplanationTest {

    private static final Randomness RANDOM = Randomness.seed(3);
    private static final Items ITEMS = SomeEvidence.items(50);

    private record Source(Items candidates, SomeEvidence world) implements Supply {
        @Override
        public int labelled() {
            return 2;
        }

        @Override
        public boolean trained() {
            return true;
        }

        @Override
        public <E extends Evidence> E supply(Demand<E> demand) {
            return demand.evidence().cast(world.of(demand.evidence(), candidates));
        }
    }

    private static final Source SOURCE = new Source(ITEMS, new SomeEvidence(true, 5));

    private static double value(List<Term> terms, String name) {
        return terms.stream()
                .filter(term -> term.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    record Formula(Strategy strategy, ToDoubleFunction<List<Term>> score) {
        @Override
        public String toString() {
            return Parts.describe(strategy);
        }
    }

    static Stream<Formula> formulas() {
        return Stream.of(
                new Formula(new Deterministic(new Margin()), t -> value(t, "p2") - value(t, "p1")),
                new Formula(new MonteCarlo(4, new Bald()), t -> value(t, "total") - value(t, "expected")),
                new Formula(new Diversity(new KCenter()), t -> value(t, "distance") * value(t, "distance")),
                new Formula(
                        new Deterministic(new DiverseBatch()),
                        t -> 0.5 * value(t, "uncertainty") + 0.5 * value(t, "distance")),
                new Formula(
                        new Deterministic(new DiverseBatch(0.3, Measure.MARGIN, true)),
                        t -> 0.7 * value(t, "uncertainty") + 0.3 * value(t, "distance")),
                new Formula(
                        new Deterministic(new InformationDensity()),
                        t -> value(t, "uncertainty") * value(t, "density")),
                new Formula(new Deterministic(new RankedBatch()), ExplanationTest::ranked),
                new Formula(new Deterministic(new RankedBatch(true)), ExplanationTest::ranked),
                new Formula(new Deterministic(new Badge()), t -> {
                    boolean first = t.stream().noneMatch(term -> term.name().equals("distance"));
                    double root = value(t, first ? "length" : "distance");
                    return root * root;
                }));
    }

    private static double ranked(List<Term> t) {
        double alpha = value(t, "alpha");
        return alpha * (1 - 1 / (1 + value(t, "distance"))) + (1 - alpha) * value(t, "uncertainty");
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void terms_add_up_to_the_score(Formula formula) {
        Selection selection = formula.strategy.select(SOURCE, 8, RANDOM);
        assertThat(Explanation.of(formula.strategy, SOURCE, selection))
                .hasSize(8)
                .allSatisfy(one -> assertThat(formula.score.applyAsDouble(one.terms()))
                        .isCloseTo(one.pick().score(), within(1e-9)));
    }

    static Stream<Acquisition<?>> acquisitions() {
        return Parts.of(Acquisition.class).stream().map(type -> (Acquisition<?>) type.standard());
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    @SuppressWarnings("unchecked") // the evidence is made to what the acquisition needs
    void every_acquisition_explains_each_of_its_picks(Acquisition<?> acquisition) {
        Acquisition<Evidence> any = (Acquisition<Evidence>) acquisition;
        Evidence evidence = SOURCE.world.of(any.needs(), ITEMS);
        Embeddings places = (Embeddings) SOURCE.world.of(Embeddings.class, ITEMS);
        Selection selection = any.select(evidence, 6, RANDOM);
        List<Explanation> explained = Explanation.of(any, evidence, places, selection);
        assertThat(explained).extracting(Explanation::pick).isEqualTo(selection.picks());
        assertThat(explained).allSatisfy(one -> {
            assertThat(one.terms()).isNotEmpty().allMatch(term -> Double.isFinite(term.value()));
            assertThat(one.labelled()).isNotNull();
            assertThat(one.standsFor()).isPositive();
        });
        assertThat(explained.stream().mapToInt(Explanation::standsFor).sum()).isEqualTo(50);
    }

    @Test
    void an_example_by_hand() {
        Items items = Items.named(List.of("a", "b", "c", "d"));
        DoubleMatrix p = DoubleMatrix.of(
                new double[] {0.2, 0.5, 0.3},
                new double[] {0.9, 0.05, 0.05},
                new double[] {0.4, 0.4, 0.2},
                new double[] {0.6, 0.3, 0.1});
        DoubleMatrix places =
                DoubleMatrix.of(new double[] {0, 0}, new double[] {3, 4}, new double[] {0, 1}, new double[] {3, 5});
        LatentPredictions evidence =
                LatentPredictions.of(items, p, places, DoubleMatrix.of(new double[] {0, 2}, new double[] {9, 4}));
        Selection selection = new Margin().select(evidence, 2, RANDOM);
        List<Explanation> explained =
                Explanation.of((Acquisition<Probabilities>) new Margin(), evidence, evidence, selection);
        assertThat(explained.get(0).terms())
                .containsExactly(new Term("p1", 0.4, "class 0"), new Term("p2", 0.4, "class 1"));
        assertThat(explained.get(0).labelled()).isEqualTo(new Explanation.Near("labelled row 0", 1));
        assertThat(explained.get(0).standsFor()).isEqualTo(3); // c itself, and b and d, which are nearer to c than to a
        assertThat(explained.get(1).terms())
                .containsExactly(new Term("p1", 0.5, "class 1"), new Term("p2", 0.3, "class 2"));
        assertThat(explained.get(1).standsFor()).isEqualTo(1);
        assertThat(Terms.nearest(evidence, new int[] {1, 3}))
                .containsExactly(
                        List.of(new Term("distance", Math.sqrt(13), "labelled row 0")),
                        List.of(new Term("distance", 1, "b")));
    }

    @Test
    void votes_and_what_members_do_not_agree_about() {
        SampledProbabilities samples = SampledProbabilities.of(
                Items.range(1), DoubleMatrix.of(new double[] {0.5, 0.5, 0, 1, 1, 0, 1, 0}), 4, true);
        assertThat(Terms.of(new VoteEntropy(), samples, new int[] {0}).get(0))
                .containsExactly(
                        new Term("p1", 0.625, "class 0"),
                        new Term("votes1", 0.75, "class 0"),
                        new Term("votes2", 0.25, "class 1"));
        List<Term> bald = Terms.of(new Bald(), samples, new int[] {0}).get(0);
        assertThat(value(bald, "expected")).isCloseTo(Math.log(2) / 4, within(1e-12));
        assertThat(value(bald, "total")).isCloseTo(-0.625 * Math.log(0.625) - 0.375 * Math.log(0.375), within(1e-12));
    }

    @Test
    void picks_of_combinators_are_explained_by_who_chose_them_and_those_before_count_as_taken() {
        Strategy split = new Split(new Deterministic(new Margin()), new Diversity(new KCenter()));
        Selection selection = split.select(SOURCE, 6, RANDOM);
        List<Explanation> explained = Explanation.of(split, SOURCE, selection);
        for (int i = 0; i < 3; i++) {
            assertThat(explained.get(i).terms()).extracting(Term::name).containsExactly("p1", "p2");
        }
        for (int i = 3; i < 6; i++) {
            double distance = value(explained.get(i).terms(), "distance");
            assertThat(distance * distance).isCloseTo(selection.picks().get(i).score(), within(1e-9));
        }
        Strategy nested = new Subpool(30, new Quota("id", 1, new Tcm(5)));
        Selection typical = nested.select(SOURCE, 4, RANDOM);
        assertThat(Explanation.of(nested, SOURCE, typical))
                .allSatisfy(one -> assertThat(one.terms()).isNotEmpty());
        Selection random = new Random().select(SOURCE, 2, RANDOM);
        assertThat(Explanation.of(new Random(), SOURCE, random))
                .allSatisfy(one -> assertThat(one.terms()).isEmpty());
    }

    @Test
    void what_is_around_a_score_is_explained_by_it() {
        LatentPredictions evidence = (LatentPredictions) SOURCE.world.of(LatentPredictions.class, ITEMS);
        int[] picks = {4, 2};
        List<List<Term>> entropy = Terms.of((Acquisition<Probabilities>) new Entropy(), evidence, picks);
        assertThat(entropy.get(0)).hasSize(3);
        assertThat(Terms.of(new Power<Probabilities>(new Entropy(), 2), evidence, picks))
                .isEqualTo(entropy);
        assertThat(Terms.of(new Distinct<LatentPredictions>(new Entropy(), 0.1), evidence, picks))
                .isEqualTo(entropy);
    }

    @Test
    void without_places_or_labelled_items_nothing_is_near() {
        Embeddings nowhere = Embeddings.of(ITEMS, FloatMatrix.wrap(new float[0], 50, 0), FloatMatrix.of());
        Probabilities evidence = (Probabilities) SOURCE.world.of(Probabilities.class, ITEMS);
        Selection selection = new Margin().select(evidence, 2, RANDOM);
        assertThat(Explanation.of(new Margin(), evidence, nowhere, selection))
                .allMatch(one -> one.labelled() == null && one.standsFor() == 0);
        Embeddings some = (Embeddings) SomeEvidence.alike(Embeddings.class, ITEMS);
        assertThat(Explanation.of(new Margin(), evidence, some, selection))
                .extracting(Explanation::standsFor)
                .containsExactly(50, 0); // all are in one place, and the first pick takes them
        assertThat(Distances.squared(some.embeddings(), 0, some.embeddings(), 1))
                .isZero();
    }
}
