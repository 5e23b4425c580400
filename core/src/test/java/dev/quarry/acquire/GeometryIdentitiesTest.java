package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Slices;
import dev.quarry.item.Items;
import dev.quarry.kernel.DSquaredSampling;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.SquaredDistances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What must hold of choices among places, by geometry. */
class GeometryIdentitiesTest {

    private static final Randomness RANDOM = Randomness.seed(21);

    /** Places on a coarse grid, so that there are ties and duplicates and all arithmetic is exact. */
    @Provide
    Arbitrary<Embeddings> grids() {
        Arbitrary<double[]> place = Arbitraries.integers()
                .between(-4, 4)
                .list()
                .ofSize(2)
                .map(xs -> xs.stream().mapToDouble(x -> x).toArray());
        return Combinators.combine(
                        place.list().ofMinSize(1).ofMaxSize(9), place.list().ofMaxSize(3))
                .as((candidates, labelled) -> Embeddings.of(
                        Items.range(candidates.size()),
                        DoubleMatrix.of(candidates.toArray(double[][]::new)),
                        DoubleMatrix.of(labelled.toArray(double[][]::new))));
    }

    private static double distance(Matrix a, int i, Matrix b, int j) {
        double sum = 0;
        for (int c = 0; c < a.cols(); c++) {
            sum += (a.get(i, c) - b.get(j, c)) * (a.get(i, c) - b.get(j, c));
        }
        return Math.sqrt(sum);
    }

    /** The largest distance of a candidate to its nearest centre; infinite if there is none. */
    private static double radius(Embeddings evidence, List<Integer> centres) {
        double radius = 0;
        for (int i = 0; i < evidence.size(); i++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int c : centres) {
                nearest = Math.min(nearest, distance(evidence.embeddings(), i, evidence.embeddings(), c));
            }
            for (int m = 0; m < evidence.labelled().rows(); m++) {
                nearest = Math.min(nearest, distance(evidence.embeddings(), i, evidence.labelled(), m));
            }
            radius = Math.max(radius, nearest);
        }
        return radius;
    }

    private static List<Integer> rows(Selection selection) {
        return Arrays.stream(selection.ids()).mapToObj(id -> (int) id).toList();
    }

    private static double certified(Selection selection) {
        Certificate certificate = selection.certificate();
        assertThat(certificate).isNotNull();
        return certificate == null ? Double.NaN : certificate.value();
    }

    /** Farthest first by the definition: every distance every time. */
    private static List<Integer> plainFarthestFirst(Embeddings evidence, int budget, Randomness random) {
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < Math.min(budget, evidence.size())) {
            int best = -1;
            double farthest = -1;
            for (int i = 0; i < evidence.size(); i++) {
                double nearest = taken.contains(i) ? -1 : nearest(evidence, i, taken);
                if (nearest > farthest || (nearest == farthest && before(i, best, random))) {
                    best = i;
                    farthest = nearest;
                }
            }
            taken.add(best);
        }
        return taken;
    }

    private static double nearest(Embeddings evidence, int i, List<Integer> taken) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int c : taken) {
            nearest = Math.min(nearest, distance(evidence.embeddings(), i, evidence.embeddings(), c));
        }
        for (int m = 0; m < evidence.labelled().rows(); m++) {
            nearest = Math.min(nearest, distance(evidence.embeddings(), i, evidence.labelled(), m));
        }
        return nearest;
    }

    private static boolean before(int a, int b, Randomness random) {
        Randomness tie = random.purpose("tie");
        return Long.compareUnsigned(tie.tie(a), tie.tie(b)) < 0;
    }

    @Property
    void k_center_is_farthest_first_by_its_definition(
            @ForAll("grids") Embeddings evidence, @ForAll @IntRange(max = 10) int budget, @ForAll long seed) {
        Randomness random = Randomness.seed(seed);
        assertThat(rows(new KCenter().select(evidence, budget, random)))
                .isEqualTo(plainFarthestFirst(evidence, budget, random));
        Randomness lowest = random.withLowestIdTies();
        assertThat(rows(new KCenter().select(evidence, budget, lowest)))
                .isEqualTo(plainFarthestFirst(evidence, budget, lowest));
    }

    @Property
    void the_certificate_is_the_radius_and_never_grows_with_the_budget(@ForAll("grids") Embeddings evidence) {
        double before = Double.POSITIVE_INFINITY;
        for (int budget = 1; budget <= evidence.size(); budget++) {
            Selection selection = new KCenter().select(evidence, budget, RANDOM);
            assertThat(certified(selection))
                    .isCloseTo(radius(evidence, rows(selection)), within(1e-12))
                    .isLessThanOrEqualTo(before);
            before = certified(selection);
        }
        assertThat(before).isZero();
    }

    @Property
    void the_radius_is_at_most_twice_the_best_possible(
            @ForAll("grids") Embeddings evidence, @ForAll @IntRange(min = 1, max = 3) int budget) {
        double greedy = certified(new KCenter().select(evidence, budget, RANDOM));
        assertThat(greedy).isLessThanOrEqualTo(2 * best(evidence, List.of(), 0, budget) + 1e-12);
    }

    /** By trying all sets of at most {@code budget} centres. */
    private static double best(Embeddings evidence, List<Integer> centres, int from, int budget) {
        double best = radius(evidence, centres);
        for (int i = from; i < evidence.size() && budget > 0; i++) {
            List<Integer> more = new ArrayList<>(centres);
            more.add(i);
            best = Math.min(best, best(evidence, more, i + 1, budget - 1));
        }
        return best;
    }

    @Property
    void a_further_labelled_item_never_widens_the_radius(
            @ForAll("grids") Embeddings evidence, @ForAll @IntRange(max = 8) int row) {
        if (evidence.size() > 1) {
            boolean cold = evidence.labelled().rows() == 0; // without a centre there is no radius
            double before = cold ? Double.POSITIVE_INFINITY : certified(new KCenter().select(evidence, 0, RANDOM));
            Embeddings after = Slices.labelling(evidence, Embeddings.class, new int[] {row % evidence.size()});
            assertThat(certified(new KCenter().select(after, 0, RANDOM))).isLessThanOrEqualTo(before);
        }
    }

    @Property
    void without_a_centre_there_is_no_certificate_and_the_first_pick_has_score_0(@ForAll("grids") Embeddings evidence) {
        Embeddings cold = Embeddings.of(
                evidence.items(), evidence.embeddings(), evidence.embeddings().select(new int[0]));
        assertThat(new KCenter().select(cold, 0, RANDOM).certificate()).isNull();
        assertThat(new KCenter().select(cold, 1, RANDOM).picks().get(0).score()).isZero();
    }

    @Property
    void a_duplicate_of_what_is_labelled_or_taken_gains_nothing(@ForAll("grids") Embeddings evidence) {
        Matrix twice = evidence.embeddings()
                .select(IntStream.range(0, 2 * evidence.size())
                        .map(row -> row / 2)
                        .toArray());
        Embeddings doubled = Embeddings.of(Items.range(twice.rows()), twice, evidence.labelled());
        List<Pick> picks = new KCenter().select(doubled, twice.rows(), RANDOM).picks();
        List<Long> seen = new ArrayList<>();
        for (Pick pick : picks) {
            if (seen.contains(pick.id() ^ 1)) {
                assertThat(pick.score()).isZero();
            }
            seen.add(pick.id());
        }
    }

    @Property(tries = 300)
    void a_batch_of_k_is_k_batches_of_one(@ForAll("grids") Embeddings evidence) {
        for (Acquisition<Embeddings> acquisition : List.<Acquisition<Embeddings>>of(new KCenter(), new Centroid())) {
            List<Pick> batch =
                    acquisition.select(evidence, evidence.size(), RANDOM).picks();
            Embeddings rest = evidence;
            for (Pick wanted : batch) {
                Pick pick = acquisition.select(rest, 1, RANDOM).picks().get(0);
                assertThat(pick).isEqualTo(wanted);
                rest = Slices.labelling(rest, Embeddings.class, new int[] {row(rest.items(), pick.id())});
            }
        }
    }

    private static int row(Items items, long id) {
        return IntStream.range(0, items.size())
                .filter(row -> items.id(row) == id)
                .findFirst()
                .orElseThrow();
    }

    private static DoubleMatrix random(int n, int d, SplittableRandom random) {
        return DoubleMatrix.wrap(random.doubles((long) n * d, -1, 1).toArray(), n, d);
    }

    private static DoubleMatrix mapped(Matrix matrix, UnaryOperator<double[]> motion) {
        return DoubleMatrix.of(IntStream.range(0, matrix.rows())
                .mapToObj(i -> {
                    double[] row = new double[matrix.cols()];
                    matrix.copyRow(i, row);
                    return motion.apply(row);
                })
                .toArray(double[][]::new));
    }

    /** A turn by an angle in the plane of the first two dimensions, and then in that of the last two. */
    private static double[] turned(double[] place, double angle) {
        double[] turned = place.clone();
        for (int j : new int[] {0, place.length - 2}) {
            double x = turned[j];
            double y = turned[j + 1];
            turned[j] = Math.cos(angle) * x - Math.sin(angle) * y;
            turned[j + 1] = Math.sin(angle) * x + Math.cos(angle) * y;
        }
        return turned;
    }

    private static final List<Acquisition<Embeddings>> EUCLIDEAN =
            List.of(new KCenter(), new Centroid(), new KMeansPlusPlus(), new KMeansMedoids());

    /** Of a cluster of two both are as close to the mean, so which of them is the medoid hangs on the last bit. */
    private static final List<Acquisition<Embeddings>> NEVER_TIED = EUCLIDEAN.subList(0, 3);

    @Property(tries = 60)
    void turning_and_shifting_the_space_changes_no_choice(@ForAll @IntRange(max = 1_000_000) int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DoubleMatrix candidates = random(40, 5, random);
        DoubleMatrix labelled = random(random.nextInt(3), 5, random);
        double angle = 2 * Math.PI * random.nextDouble();
        double shift = 4 * random.nextDouble() - 2;
        UnaryOperator<double[]> motion =
                place -> Arrays.stream(turned(place, angle)).map(x -> x + shift).toArray();
        Embeddings here = Embeddings.of(Items.range(40), candidates, labelled);
        Embeddings there = Embeddings.of(Items.range(40), mapped(candidates, motion), mapped(labelled, motion));
        for (Acquisition<Embeddings> acquisition : NEVER_TIED) {
            assertThat(acquisition.select(there, 8, RANDOM).ids())
                    .as(acquisition.toString())
                    .isEqualTo(acquisition.select(here, 8, RANDOM).ids());
        }
    }

    @Property(tries = 60)
    void scaling_the_space_changes_no_choice(@ForAll @IntRange(max = 1_000_000) int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DoubleMatrix candidates = random(40, 3, random);
        DoubleMatrix labelled = random(2, 3, random);
        UnaryOperator<double[]> motion =
                place -> Arrays.stream(place).map(x -> 1024 * x).toArray();
        Embeddings here = Embeddings.of(Items.range(40), candidates, labelled);
        Embeddings there = Embeddings.of(Items.range(40), mapped(candidates, motion), mapped(labelled, motion));
        for (Acquisition<Embeddings> acquisition : EUCLIDEAN) {
            assertThat(acquisition.select(there, 8, RANDOM).ids())
                    .as(acquisition.toString())
                    .isEqualTo(acquisition.select(here, 8, RANDOM).ids());
        }
    }

    private static LatentPredictions latent(int n, int classes, int d, SplittableRandom random) {
        double[][] p = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] weights = random.doubles(classes).toArray();
            double sum = Arrays.stream(weights).sum();
            p[i] = Arrays.stream(weights).map(w -> w / sum).toArray();
        }
        return LatentPredictions.of(Items.range(n), DoubleMatrix.of(p), random(n, d, random), DoubleMatrix.of());
    }

    /** The gradient in full, class by class. */
    private static double[] gradient(LatentPredictions evidence, int row) {
        int classes = evidence.probabilities().cols();
        int d = evidence.embeddings().cols();
        int likeliest = 0;
        for (int c = 1; c < classes; c++) {
            if (evidence.probabilities().get(row, c) > evidence.probabilities().get(row, likeliest)) {
                likeliest = c;
            }
        }
        double[] gradient = new double[classes * d];
        for (int j = 0; j < gradient.length; j++) {
            double residual = evidence.probabilities().get(row, j / d) - (j / d == likeliest ? 1 : 0);
            gradient[j] = residual * evidence.embeddings().get(row, j % d);
        }
        return gradient;
    }

    @Property(tries = 100)
    void gradients_need_not_be_formed_to_know_their_distances(
            @ForAll @IntRange(min = 1, max = 8) int classes,
            @ForAll @IntRange(min = 1, max = 40) int d,
            @ForAll long seed) {
        LatentPredictions evidence = latent(6, classes, d, new SplittableRandom(seed));
        SquaredDistances factored = HallucinatedGradients.distances(evidence);
        for (int i = 0; i < 6; i++) {
            double[] g = gradient(evidence, i);
            assertThat(factored.norm(i)).isCloseTo(dot(g, g), within(1e-13 * (1 + dot(g, g))));
            for (int j = 0; j < 6; j++) {
                double[] other = gradient(evidence, j);
                double[] apart = IntStream.range(0, g.length)
                        .mapToDouble(c -> g[c] - other[c])
                        .toArray();
                double scale = dot(g, g) + dot(other, other);
                assertThat(factored.between(i, j, Double.POSITIVE_INFINITY))
                        .isCloseTo(dot(apart, apart), within(1e-13 * (1 + scale)));
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    @Property(tries = 40)
    void badge_does_not_change_when_the_representation_is_turned(@ForAll @IntRange(max = 1_000_000) int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LatentPredictions here = latent(40, 4, 5, random);
        double angle = 2 * Math.PI * random.nextDouble();
        LatentPredictions there = LatentPredictions.of(
                here.items(), here.probabilities(), mapped(here.embeddings(), h -> turned(h, angle)), here.labelled());
        assertThat(new Badge().select(there, 10, RANDOM).ids())
                .isEqualTo(new Badge().select(here, 10, RANDOM).ids());
    }

    /** Gradients as places: BADGE must then be D² sampling from the longest of them. */
    @Property(tries = 40)
    void badge_draws_as_if_the_gradients_had_been_formed(@ForAll @IntRange(max = 1_000_000) int seed) {
        LatentPredictions evidence = latent(30, 3, 4, new SplittableRandom(seed));
        DoubleMatrix formed = DoubleMatrix.of(
                IntStream.range(0, 30).mapToObj(i -> gradient(evidence, i)).toArray(double[][]::new));
        SquaredDistances explicit = SquaredDistances.rows(formed);
        int[] drawn = DSquaredSampling.draw(explicit, DSquaredSampling.First.LARGEST, 10, row -> row, RANDOM)
                .rows();
        assertThat(rows(new Badge().select(evidence, 10, RANDOM)))
                .isEqualTo(Arrays.stream(drawn).boxed().toList());
    }

    @Property(tries = 40)
    void medoids_are_the_closest_to_the_means_of_what_they_stand_for(@ForAll @IntRange(max = 1_000_000) int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Embeddings evidence = Embeddings.of(Items.range(60), blobs(random(60, 2, random)), DoubleMatrix.of());
        List<Integer> medoids = rows(new KMeansMedoids().select(evidence, 4, RANDOM));
        assertThat(medoids.stream().map(row -> row % 4)).containsExactlyInAnyOrder(0, 1, 2, 3);
        for (int medoid : medoids) {
            int[] blob =
                    IntStream.range(0, 60).filter(row -> row % 4 == medoid % 4).toArray();
            double[] mean = new double[2];
            for (int row : blob) {
                mean[0] += evidence.embeddings().get(row, 0) / blob.length;
                mean[1] += evidence.embeddings().get(row, 1) / blob.length;
            }
            DoubleMatrix centre = DoubleMatrix.of(mean);
            for (int row : blob) {
                assertThat(distance(evidence.embeddings(), medoid, centre, 0))
                        .isLessThanOrEqualTo(distance(evidence.embeddings(), row, centre, 0) + 1e-9);
            }
        }
    }

    /** Four blobs far apart; row i belongs to blob i mod 4. */
    private static DoubleMatrix blobs(Matrix noise) {
        return DoubleMatrix.of(IntStream.range(0, noise.rows())
                .mapToObj(i -> new double[] {noise.get(i, 0) + 1000 * (i % 2), noise.get(i, 1) + 1000 * (i / 2 % 2)})
                .toArray(double[][]::new));
    }
}
