package dev.quarry.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Badge;
import dev.quarry.acquire.Bald;
import dev.quarry.acquire.BatchBald;
import dev.quarry.acquire.Cdal;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.FacilityLocation;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.KMeansPlusPlus;
import dev.quarry.acquire.LeastConfidence;
import dev.quarry.acquire.Margin;
import dev.quarry.acquire.Pick;
import dev.quarry.acquire.RankedBatch;
import dev.quarry.acquire.Selection;
import dev.quarry.acquire.SetGain;
import dev.quarry.acquire.SomeEvidence;
import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.RegressionPredictions;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import dev.quarry.select.Power;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Quotas, costs, musts and nevers around strategies. */
class LimitsTest {

    private static final Randomness RANDOM = Randomness.seed(7);
    private static final int N = 60;
    private static final int GROUPS = 9;
    private static final Strategy MARGIN = new Deterministic(new Margin());
    private static final Strategy ENTROPY = new Deterministic(new Entropy());
    private static final Strategy CENTER = new Diversity(new KCenter());
    private static final Strategy BADGE = new Deterministic(new Badge());

    /** Items with all kinds of evidence, a group and a cost each, by their ids alone. */
    private record World(Items candidates, long seed) implements Supply {

        World(long seed) {
            this(SomeEvidence.items(N), seed);
        }

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
            return demand.evidence().cast(new SomeEvidence(true, seed).of(demand.evidence(), candidates));
        }

        @Override
        public Attributes attributes() {
            Items all = SomeEvidence.items(N);
            return Attributes.of(all)
                    .withTexts(
                            "patient",
                            LongStream.of(all.ids()).mapToObj(this::group).toList())
                    .withNumbers(
                            "cost",
                            LongStream.of(all.ids()).mapToDouble(this::cost).toArray());
        }

        String group(long id) {
            return "p" + new SplittableRandom(seed + id).nextInt(GROUPS);
        }

        double cost(long id) {
            return 0.25 + new SplittableRandom(seed + 3 * id).nextInt(16) * 0.25;
        }

        double cost(Selection selection) {
            return LongStream.of(selection.ids()).mapToDouble(this::cost).sum();
        }

        Map<String, Integer> groups(Selection selection) {
            Map<String, Integer> counts = new HashMap<>();
            LongStream.of(selection.ids()).forEach(id -> counts.merge(group(id), 1, Integer::sum));
            return counts;
        }
    }

    static Stream<Strategy> strategies() {
        Stream<Strategy> ofAcquisitions = Parts.of(Acquisition.class).stream()
                .filter(LimitsTest::isOfClasses)
                .map(LimitsTest::around);
        Stream<Strategy> combinators = Stream.of(
                new Random(),
                new Split(BADGE, CENTER),
                new Subpool(20, MARGIN),
                new Prefilter(2, MARGIN, CENTER),
                new SwitchAt(1, CENTER, BADGE),
                new ColdStart(CENTER, ENTROPY),
                new Include(List.of("13", "7932"), CENTER),
                new ClassQuota(ENTROPY));
        return Stream.concat(ofAcquisitions, combinators);
    }

    /** Other targets come in files alone, where no strategy is around the acquisition. */
    private static boolean isOfClasses(PartType type) {
        Class<?> needs = ((Acquisition<?>) type.standard()).needs();
        return needs != Annotations.class
                && !LabelProbabilities.class.isAssignableFrom(needs)
                && !RegressionPredictions.class.isAssignableFrom(needs);
    }

    @SuppressWarnings("unchecked") // needs() is the type argument
    private static Strategy around(PartType type) {
        Acquisition<?> acquisition = (Acquisition<?>) type.standard();
        return acquisition.needs() == SampledProbabilities.class
                ? new MonteCarlo(4, (Acquisition<SampledProbabilities>) acquisition)
                : Parts.read(Strategy.class, type.name());
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void a_quota_is_never_exceeded_and_what_it_allows_is_chosen(Strategy strategy) {
        for (long seed = 1; seed <= 2; seed++) {
            World world = new World(seed);
            Selection chosen = new Quota("patient", 2, strategy).select(world, 12, RANDOM);
            assertThat(chosen.ids()).hasSize(12).doesNotHaveDuplicates();
            assertThat(world.groups(chosen).values()).allMatch(count -> count <= 2);
            assertThat(new Quota("patient", 1, strategy)
                            .select(world, N, RANDOM)
                            .size())
                    .isEqualTo(GROUPS);
        }
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void a_quota_without_effect_changes_nothing(Strategy strategy) {
        World world = new World(1);
        assertThat(new Quota("patient", N, strategy).select(world, 10, RANDOM).picks())
                .isEqualTo(strategy.select(world, 10, RANDOM).picks());
    }

    static Stream<Strategy> choosingByThemselves() {
        return strategies().filter(strategy -> !(strategy instanceof Include)); // its musts cost what they cost
    }

    @ParameterizedTest
    @MethodSource("choosingByThemselves")
    void a_budget_is_never_exceeded(Strategy strategy) {
        for (double limit : new double[] {0.1, 3, 9.75}) {
            World world = new World(3);
            Selection chosen = new Budgeted("cost", limit, Budgeted.By.SCORE, strategy).select(world, 20, RANDOM);
            assertThat(world.cost(chosen)).isLessThanOrEqualTo(limit);
            assertThat(chosen.ids()).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void the_order_of_the_pool_does_not_matter_within_a_limit(Strategy strategy) {
        World world = new World(4);
        Strategy limited = new Quota("patient", 2, strategy);
        Selection chosen = limited.select(world, 9, RANDOM);
        World shuffled = new World(SomeEvidence.shuffled(world.candidates, 5), 4);
        assertThat(limited.select(shuffled, 9, RANDOM)).isEqualTo(chosen);
    }

    static Stream<Strategy> onesByOnes() {
        return Stream.of(MARGIN, ENTROPY, CENTER, new Random(), new Deterministic(new Power<>(new Entropy(), 2)));
    }

    @ParameterizedTest
    @MethodSource("onesByOnes")
    void a_quota_is_the_choice_of_one_after_the_other_among_those_whose_group_has_room(Strategy strategy) {
        for (long seed = 1; seed <= 4; seed++) {
            World world = new World(seed);
            List<Pick> plain = new ArrayList<>();
            for (int i = 0; i < 14; i++) {
                Supply after = world.after(new Selection(plain));
                Map<String, Integer> counts = world.groups(new Selection(plain));
                int[] open = IntStream.range(0, after.candidates().size())
                        .filter(row -> counts.getOrDefault(
                                        world.group(after.candidates().id(row)), 0)
                                < 2)
                        .toArray();
                plain.addAll(strategy.select(after.among(open), 1, RANDOM).picks());
            }
            assertThat(new Quota("patient", 2, strategy)
                            .select(world, 14, RANDOM)
                            .ids())
                    .isEqualTo(new Selection(plain).ids());
        }
    }

    static Stream<Strategy> whollySequential() {
        return Stream.of(
                BADGE,
                ENTROPY,
                CENTER,
                new Deterministic(new Cdal()),
                new Diversity(new KMeansPlusPlus()),
                new MonteCarlo(4, new BatchBald()),
                new MonteCarlo(4, new Bald()));
    }

    @ParameterizedTest
    @MethodSource("whollySequential")
    void who_was_shut_out_has_no_influence_on_the_others(Strategy strategy) {
        for (long seed = 1; seed <= 4; seed++) {
            World world = new World(seed);
            Selection chosen = new Quota("patient", 1, strategy).select(world, 7, RANDOM);
            List<Long> picked = LongStream.of(chosen.ids()).boxed().toList();
            Map<String, Integer> full = world.groups(chosen);
            int[] without = IntStream.range(0, N)
                    .filter(row -> picked.contains(world.candidates.id(row))
                            || !full.containsKey(world.group(world.candidates.id(row))))
                    .toArray();
            assertThat(strategy.select(world.among(without), 7, RANDOM).ids()).isEqualTo(chosen.ids());
        }
    }

    @Test
    void the_best_per_cost_of_scores_is_that_of_sorting_by_hand() {
        World world = new World(5);
        double[] scores = new LeastConfidence().score(world.supply(new Demand.Prediction()));
        List<Integer> byRatio = IntStream.range(0, N)
                .boxed()
                .sorted((a, b) -> Double.compare(
                        scores[b] / world.cost(world.candidates.id(b)), scores[a] / world.cost(world.candidates.id(a))))
                .toList();
        List<Long> expected = new ArrayList<>();
        double spent = 0;
        for (int row : byRatio) {
            double cost = world.cost(world.candidates.id(row));
            if (spent + cost <= 6) {
                spent += cost;
                expected.add(world.candidates.id(row));
            }
        }
        Strategy budgeted = new Budgeted("cost", 6, Budgeted.By.RATIO, new Deterministic(new LeastConfidence()));
        assertThat(budgeted.select(world, N, RANDOM).ids())
                .isEqualTo(expected.stream().mapToLong(id -> id).toArray());
    }

    static Stream<SetGain<Embeddings>> setGains() {
        return Stream.of(new FacilityLocation(), new KCenter());
    }

    @ParameterizedTest
    @MethodSource("setGains")
    void the_best_gain_per_cost_is_that_of_asking_every_candidate_anew(SetGain<Embeddings> objective) {
        for (long seed = 1; seed <= 4; seed++) {
            World world = new World(seed);
            Gains gains = objective.gains(world.supply(new Demand.Places()));
            List<Long> expected = new ArrayList<>();
            double spent = 0;
            while (true) {
                int best = -1;
                double most = 0;
                for (int row = 0; row < N; row++) {
                    long id = world.candidates.id(row);
                    if (!expected.contains(id) && spent + world.cost(id) <= 8) {
                        double ratio = gains.gain(row, Double.NEGATIVE_INFINITY) / world.cost(id);
                        if (best < 0 || ratio > most) {
                            best = row;
                            most = ratio;
                        }
                    }
                }
                if (best < 0) {
                    break;
                }
                spent += world.cost(world.candidates.id(best));
                expected.add(world.candidates.id(best));
                gains.take(best);
            }
            Strategy budgeted = new Budgeted("cost", 8, Budgeted.By.RATIO, new Diversity(objective));
            assertThat(budgeted.select(world, N, RANDOM).ids())
                    .isEqualTo(expected.stream().mapToLong(id -> id).toArray());
        }
    }

    @Test
    void the_better_of_two_choices_is_worth_half_of_the_best_at_least() {
        Items few = SomeEvidence.items(10);
        for (long seed = 1; seed <= 10; seed++) {
            World world = new World(few, seed);
            double[] scores = new Entropy().score(world.supply(new Demand.Prediction()));
            double best = 0;
            for (int set = 0; set < 1 << 10; set++) {
                double cost = 0;
                double worth = 0;
                for (int row = 0; row < 10; row++) {
                    if ((set >> row & 1) == 1) {
                        cost += world.cost(few.id(row));
                        worth += scores[row];
                    }
                }
                best = cost <= 4 ? Math.max(best, worth) : best;
            }
            double found = worth(new Budgeted("cost", 4, Budgeted.By.BETTER, ENTROPY).select(world, 10, RANDOM));
            assertThat(found).isBetween(best / 2, best + 1e-12);
            for (Budgeted.By by : List.of(Budgeted.By.RATIO, Budgeted.By.SCORE)) {
                assertThat(worth(new Budgeted("cost", 4, by, ENTROPY).select(world, 10, RANDOM)))
                        .isLessThanOrEqualTo(found);
            }
        }
    }

    private static double worth(Selection selection) {
        return selection.picks().stream().mapToDouble(Pick::score).sum();
    }

    @Test
    void limits_nest_and_all_of_them_hold() {
        World world = new World(6);
        Strategy all = new Quota(
                "patient",
                1,
                new Exclude(
                        "patient",
                        List.of("p3"),
                        new Budgeted("cost", 5, Budgeted.By.BETTER, new Deterministic(new Entropy()))));
        Selection chosen = all.select(world, N, RANDOM);
        assertThat(world.groups(chosen).values()).containsOnly(1);
        assertThat(world.groups(chosen)).doesNotContainKey("p3");
        assertThat(world.cost(chosen)).isLessThanOrEqualTo(5);
        assertThat(chosen.size()).isGreaterThan(2);
    }

    @Test
    void classes_share_the_choice_and_remainders_go_to_the_largest() {
        assertThat(new ClassQuota().rooms(7, 3)).containsExactly(3, 2, 2);
        assertThat(new ClassQuota(List.of(0.5, 0.3, 0.2), ClassQuota.Unfilled.ANY, MARGIN).rooms(10, 3))
                .containsExactly(5, 3, 2);
        assertThat(new ClassQuota(List.of(2.0, 1.0, 0.0), ClassQuota.Unfilled.ANY, MARGIN).rooms(4, 3))
                .containsExactly(3, 1, 0);
        assertThat(new ClassQuota(List.of(0.1, 0.2, 0.7), ClassQuota.Unfilled.ANY, MARGIN).rooms(10, 3))
                .containsExactly(1, 2, 7);
        assertThatThrownBy(() -> new ClassQuota(List.of(1.0), ClassQuota.Unfilled.ANY, MARGIN).rooms(3, 2))
                .hasMessageContaining("(1) shares but (2) classes");
        assertThatThrownBy(() -> new ClassQuota(List.of(0.0, 0.0), ClassQuota.Unfilled.ANY, MARGIN))
                .hasMessageContaining("not all 0");
    }

    @Test
    void what_a_class_cannot_fill_goes_to_any_class_or_to_none() {
        World world = new World(1);
        int[] predicted = predicted(world);
        int inFirst = (int) Arrays.stream(predicted).filter(c -> c == 0).count();
        int k = inFirst + 5;
        List<Double> onlyFirst = List.of(1.0, 0.0, 0.0);
        Selection none = new ClassQuota(onlyFirst, ClassQuota.Unfilled.NONE, ENTROPY).select(world, k, RANDOM);
        assertThat(none.size()).isEqualTo(inFirst);
        Selection any = new ClassQuota(onlyFirst, ClassQuota.Unfilled.ANY, ENTROPY).select(world, k, RANDOM);
        assertThat(any.size()).isEqualTo(k);
        assertThat(Arrays.copyOf(any.ids(), inFirst)).isEqualTo(none.ids());
        int[] shared = new int[3];
        LongStream.of(new ClassQuota(CENTER).select(world, 12, RANDOM).ids())
                .forEach(id -> shared[predicted[world.candidates.row(id)]]++);
        assertThat(shared).containsExactly(4, 4, 4);
    }

    private static int[] predicted(World world) {
        Matrix p = world.supply(new Demand.Prediction()).probabilities();
        return IntStream.range(0, p.rows())
                .map(row -> IntStream.range(0, p.cols())
                        .reduce(0, (best, c) -> p.get(row, c) > p.get(row, best) ? c : best))
                .toArray();
    }

    @Test
    void musts_come_first_and_the_others_know_of_them() {
        World world = new World(2);
        String must = world.candidates.name(41);
        Selection chosen = new Include(List.of(must), CENTER).select(world, 5, RANDOM);
        assertThat(chosen.picks().get(0)).isEqualTo(new Pick(world.candidates.id(41), 0, "include"));
        Selection first = new Selection(chosen.picks().subList(0, 1));
        assertThat(chosen.picks().subList(1, 5))
                .isEqualTo(CENTER.select(world.after(first), 4, RANDOM).picks());
        assertThat(new Include("patient", List.of("p1"), new Random())
                        .select(world, 20, RANDOM)
                        .picks())
                .filteredOn(pick -> pick.reason().equals("include"))
                .allMatch(pick -> world.group(pick.id()).equals("p1"))
                .isNotEmpty();
    }

    @Test
    void an_item_that_is_excluded_is_never_chosen_and_one_that_is_labelled_need_not_be_included() {
        World world = new World(2);
        Strategy strategy = new Exclude(List.of(world.candidates.name(3)), ENTROPY);
        assertThat(strategy.select(world, N, RANDOM).ids()).hasSize(N - 1).doesNotContain(world.candidates.id(3));
        Supply without = world.among(IntStream.range(5, N).toArray());
        assertThat(new Include(List.of(world.candidates.name(3)), ENTROPY)
                        .select(without, 4, RANDOM)
                        .picks())
                .isEqualTo(ENTROPY.select(without, 4, RANDOM).picks());
    }

    @Test
    void what_cannot_be_kept_gets_its_sentence() {
        World world = new World(1);
        assertThatThrownBy(() -> new Quota("doctor", 1, MARGIN).select(world, 3, RANDOM))
                .hasMessageContainingAll("no column (doctor)", "patient, cost");
        assertThatThrownBy(() -> new Quota("patient", 0, MARGIN)).hasMessageContaining("most (0)");
        assertThatThrownBy(() -> new Budgeted("patient", 3, Budgeted.By.SCORE, MARGIN).select(world, 3, RANDOM))
                .hasMessageContainingAll("(patient) where a number is needed");
        assertThatThrownBy(() -> new Budgeted("cost", 0, Budgeted.By.SCORE, MARGIN))
                .hasMessageContaining("(0.0)");
        assertThatThrownBy(() -> new Budgeted("cost", 3, Budgeted.By.RATIO, MARGIN).select(world, 3, RANDOM))
                .hasMessageContainingAll("is negative", "(by: score)");
        assertThatThrownBy(() -> new Budgeted("cost", 3, Budgeted.By.RATIO, BADGE))
                .hasMessageContainingAll("acquisition: badge", "has no score or gain");
        assertThatThrownBy(() -> new Include(List.of("no such"), MARGIN).select(world, 3, RANDOM))
                .hasMessageContaining("No item has (no such) in the column (id)");
        assertThatThrownBy(() -> new Include("patient", List.of("p1"), MARGIN).select(world, 1, RANDOM))
                .hasMessageContaining("to include, more than the (1)");
        assertThatThrownBy(() -> new Quota("patient", 1, new Include("patient", List.of("p1"), MARGIN))
                        .select(world, 20, RANDOM))
                .hasMessageContainingAll("must be included", "no room");
    }

    @Test
    void a_group_that_is_missing_and_a_cost_that_is_not_positive_name_their_item() {
        Items items = Items.named(List.of("a.jpg", "b.jpg", "c.jpg"));
        Attributes attributes = Attributes.of(items)
                .withTexts("patient", List.of("x", "", "y"))
                .withNumbers("cost", new double[] {1, 2, 0});
        Supply supply = new Named(items, attributes);
        assertThatThrownBy(() -> new Quota("patient", 1, new Random()).select(supply, 1, RANDOM))
                .hasMessageContainingAll(
                        "(b.jpg) has no value in the column (patient)", "exclude{column: patient, of: …}");
        assertThatThrownBy(() -> new Budgeted("cost", 3, Budgeted.By.SCORE, new Random()).select(supply, 1, RANDOM))
                .hasMessageContaining("(c.jpg) costs (0.0)");
        assertThat(new Exclude("patient", List.of(), new Quota("patient", 1, new Random()))
                        .select(supply, 3, RANDOM)
                        .ids())
                .containsExactlyInAnyOrder(Items.id("a.jpg"), Items.id("c.jpg"));
        assertThat(new Exclude(List.of("c.jpg"), new Budgeted("cost", 2.5, Budgeted.By.SCORE, new Random()))
                        .select(supply, 3, RANDOM)
                        .ids())
                .hasSize(1);
    }

    private record Named(Items candidates, Attributes attributes) implements Supply {
        @Override
        public int labelled() {
            return 0;
        }

        @Override
        public boolean trained() {
            return false;
        }

        @Override
        public <E extends Evidence> E supply(Demand<E> demand) {
            throw new IllegalStateException("Nothing is asked for.");
        }
    }

    @Test
    void ranked_batch_and_tcm_know_their_limits_too() {
        World world = new World(8);
        assertThat(new Tcm(3).select(world, 4, RANDOM).picks())
                .extracting(Pick::reason)
                .containsOnly("typiclust");
        assertThat(new Tcm(2).select(world, 4, RANDOM).picks())
                .extracting(Pick::reason)
                .containsOnly("margin");
        assertThat(new Tcm().demands()).contains(new Demand.Places(), new Demand.Prediction());
        Items items = SomeEvidence.items(20);
        LatentPredictions cold = (LatentPredictions) SomeEvidence.alike(LatentPredictions.class, items);
        Selection open = new RankedBatch().select(cold, 5, Admission.of(row -> row > 15), RANDOM);
        assertThat(open.picks()).hasSize(4).allMatch(pick -> items.row(pick.id()) > 15);
    }
}
