package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.AnnotatorLabels;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.GradientNorms;
import dev.quarry.evidence.HeadedPredictions;
import dev.quarry.evidence.InputGradients;
import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Layers;
import dev.quarry.evidence.PlacedCommittee;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.RegressionCommittee;
import dev.quarry.evidence.RegressionPredictions;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.evidence.TaughtLabelProbabilities;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.evidence.TrainingHistory;
import dev.quarry.item.Items;
import dev.quarry.kernel.Cut;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Npy;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Named;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of every acquisition on the class path: a new one is covered without being listed here. Each is tried with
 * its defaults and with every other value of its enumerations.
 */
class AcquisitionContractTest {

    private static final Randomness RANDOM = Randomness.seed(42);

    @TempDir
    private Path folder;

    static Stream<Acquisition<?>> acquisitions() {
        return Parts.of(Acquisition.class).stream()
                .flatMap(AcquisitionContractTest::variants)
                .distinct()
                .map(text -> Parts.read(Acquisition.class, text));
    }

    static Stream<Score<?>> scores() {
        return acquisitions().filter(Score.class::isInstance).map(acquisition -> (Score<?>) acquisition);
    }

    private static Stream<String> variants(PartType type) {
        Stream<String> others = type.parameters().stream()
                .filter(parameter -> parameter.standard() instanceof Enum<?>)
                .flatMap(parameter -> Parts.constants(((Enum<?>) parameter.standard()).getDeclaringClass()).stream()
                        .map(value -> "%s{%s: %s}".formatted(type.name(), parameter.name(), value)));
        return Stream.concat(Stream.of(type.name()), others);
    }

    @SuppressWarnings("unchecked") // the evidence is made to what the acquisition needs
    private static Selection select(Acquisition<?> acquisition, Evidence evidence, int budget, Randomness random) {
        return ((Acquisition<Evidence>) acquisition).select(evidence, budget, random);
    }

    @SuppressWarnings("unchecked")
    private static double[] score(Score<?> score, Evidence evidence) {
        return ((Score<Evidence>) score).score(evidence);
    }

    private static Evidence evidence(Acquisition<?> acquisition, int n) {
        return new SomeEvidence(true, 1).of(acquisition.needs(), SomeEvidence.items(n));
    }

    private static final List<SomeEvidence> WORLDS =
            List.of(new SomeEvidence(true, 1), new SomeEvidence(false, 2), new SomeEvidence(false, 3));

    @Test
    void there_are_acquisitions() {
        assertThat(acquisitions()).hasSizeGreaterThan(20);
        assertThat(scores()).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("scores")
    void one_finite_score_per_candidate(Score<?> score) {
        assertThat(score(score, evidence(score, 50))).hasSize(50).satisfies(all -> {
            for (double one : all) {
                assertThat(one).isFinite();
            }
        });
        assertThat(score(score, evidence(score, 0))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scores")
    void scores_do_not_depend_on_how_the_pool_is_cut(Score<?> score) {
        Evidence evidence = evidence(score, 50);
        double[] whole = score(score, evidence);
        for (int from = 0; from < 50; from += 7) {
            int to = Math.min(50, from + 7);
            double[] some = new double[to - from];
            scoreRows(score, evidence, new Rows(from, to), some);
            assertThat(some).isEqualTo(Arrays.copyOfRange(whole, from, to));
        }
    }

    @SuppressWarnings("unchecked")
    private static void scoreRows(Score<?> score, Evidence evidence, Rows rows, double[] out) {
        ((Score<Evidence>) score).score(evidence, rows, out);
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void the_same_call_gives_the_same_selection(Acquisition<?> acquisition) {
        Evidence evidence = evidence(acquisition, 40);
        assertThat(select(acquisition, evidence, 10, RANDOM)).isEqualTo(select(acquisition, evidence, 10, RANDOM));
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void picks_are_candidates_without_repetition_with_finite_scores_and_their_reason(Acquisition<?> acquisition) {
        Evidence evidence = evidence(acquisition, 40);
        Selection selection = select(acquisition, evidence, 12, RANDOM);
        assertThat(selection.ids()).hasSize(12).doesNotHaveDuplicates();
        assertThat(evidence.items().ids()).contains(selection.ids());
        assertThat(selection.picks()).allSatisfy(pick -> {
            assertThat(pick.score()).isFinite();
            assertThat(pick.reason()).isEqualTo(Parts.describe(acquisition));
        });
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void an_empty_pool_gives_an_empty_selection(Acquisition<?> acquisition) {
        assertThat(select(acquisition, evidence(acquisition, 0), 3, RANDOM).size())
                .isZero();
        assertThat(select(acquisition, evidence(acquisition, 0), 0, RANDOM).size())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void a_budget_of_nothing_takes_nothing(Acquisition<?> acquisition) {
        assertThat(select(acquisition, evidence(acquisition, 10), 0, RANDOM).size())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void a_budget_beyond_the_pool_takes_all_of_it(Acquisition<?> acquisition) {
        for (int n : new int[] {1, 2, 10}) {
            Evidence evidence = evidence(acquisition, n);
            assertThat(select(acquisition, evidence, 99, RANDOM).ids())
                    .containsExactlyInAnyOrder(evidence.items().ids());
        }
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void a_score_or_a_set_gain_begins_a_larger_batch_with_the_smaller_one(Acquisition<?> acquisition) {
        if (acquisition instanceof Score<?> || acquisition instanceof SetGain<?>) {
            Evidence evidence = evidence(acquisition, 30);
            List<Pick> all = select(acquisition, evidence, 30, RANDOM).picks();
            for (int budget : new int[] {1, 2, 7, 29}) {
                assertThat(select(acquisition, evidence, budget, RANDOM).picks())
                        .isEqualTo(all.subList(0, budget));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void the_order_of_the_pool_does_not_matter(Acquisition<?> acquisition) {
        Items items = SomeEvidence.items(60);
        for (SomeEvidence world : WORLDS) {
            Selection selection = select(acquisition, world.of(acquisition.needs(), items), 15, RANDOM);
            for (int seed = 1; seed <= 3; seed++) {
                Evidence shuffled = world.of(acquisition.needs(), SomeEvidence.shuffled(items, seed));
                assertThat(select(acquisition, shuffled, 15, RANDOM)).isEqualTo(selection);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void the_order_of_the_classes_does_not_matter(Acquisition<?> acquisition) {
        Items items = SomeEvidence.items(60);
        for (SomeEvidence world : WORLDS) {
            long[] ids = select(acquisition, world.of(acquisition.needs(), items), 15, RANDOM)
                    .ids();
            for (int[] columns : new int[][] {{1, 2, 0}, {0, 2, 1}, {2, 1, 0}}) {
                Evidence permuted = world.of(acquisition.needs(), items, columns);
                assertThat(select(acquisition, permuted, 15, RANDOM).ids()).isEqualTo(ids);
            }
        }
    }

    private static Named named(Acquisition<?> acquisition) {
        return Objects.requireNonNull(acquisition.getClass().getAnnotation(Named.class));
    }

    private static boolean isQuadratic(Acquisition<?> acquisition) {
        return named(acquisition).cost().contains("n²");
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void the_size_of_chunks_does_not_matter(Acquisition<?> acquisition) {
        int n = isQuadratic(acquisition) ? 500 : 5_000;
        Evidence evidence = new SomeEvidence(false, 4).of(acquisition.needs(), SomeEvidence.items(n));
        Selection usual = select(acquisition, evidence, 6, RANDOM);
        for (int size : new int[] {1, 97, 4096}) {
            assertThat(Cut.into(size, () -> select(acquisition, evidence, 6, RANDOM)))
                    .isEqualTo(usual);
        }
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void rows_in_a_file_are_chosen_like_rows_in_memory(Acquisition<?> acquisition) {
        int n = isQuadratic(acquisition) ? 300 : 3_000;
        Items items = SomeEvidence.items(n);
        for (boolean isDouble : new boolean[] {false, true}) {
            Evidence evidence = new SomeEvidence(isDouble, 6).of(acquisition.needs(), items);
            Evidence mapped = new SomeEvidence(isDouble, 6, this::inFile).of(acquisition.needs(), items);
            Selection usual = select(acquisition, evidence, 8, RANDOM);
            assertThat(select(acquisition, mapped, 8, RANDOM)).isEqualTo(usual);
        }
    }

    /** What keeps more than 300 bytes per candidate beside its evidence, and why; each names what would fit. */
    private static final Map<String, String> TOO_MUCH = Map.of(
            "bait", "information matrices of (C − 1)²·d² numbers",
            "variance-reduction", "the same",
            "batch-bald", "10,000 combinations of answers",
            "epig", "the answers about 100 targets",
            "expected-average-precision", "a sum for every place in the ranking, n·√n numbers",
            "cluster-margin", "distances between 5,000 candidates",
            "vote-k", "150 neighbours of each candidate");

    /** Rows of 400 bytes of probabilities or 800 of places in a file, of which 300 may be held. */
    @ParameterizedTest
    @MethodSource("acquisitions")
    void a_file_larger_than_the_budget_is_chosen_from_as_in_memory_or_refused_with_what_would_fit(
            Acquisition<?> acquisition) {
        int n = 1_200;
        boolean placed = Embeddings.class.isAssignableFrom(acquisition.needs());
        Items items = SomeEvidence.items(n);
        int classes = placed ? SomeEvidence.CLASSES : 100;
        Evidence evidence = new SomeEvidence(false, 8, classes, 200, matrix -> matrix).of(acquisition.needs(), items);
        AtomicLong bytes = new AtomicLong();
        UnaryOperator<Matrix> kept = matrix -> {
            bytes.addAndGet((long) matrix.rows() * matrix.cols() * Float.BYTES);
            return inFile(matrix);
        };
        Evidence mapped = new SomeEvidence(false, 8, classes, 200, kept).of(acquisition.needs(), items);
        long budget = 300L * n;
        if (TOO_MUCH.containsKey(named(acquisition).value())) {
            assertThatThrownBy(() -> Memory.using(budget, () -> select(acquisition, mapped, 6, RANDOM)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching(
                            ".* needs \\(\\d+\\) MiB, more than the memory budget of \\(0\\) MiB\\. Maybe .*");
            return;
        }
        assertThat(Memory.using(budget, () -> select(acquisition, mapped, 6, RANDOM)))
                .isEqualTo(select(acquisition, evidence, 6, RANDOM));
        assertThat(bytes.get()).isGreaterThan(named(acquisition).value().equals("uniform") ? -1 : budget);
    }

    private Matrix inFile(Matrix matrix) {
        try {
            Path file = Files.createTempFile(folder, "evidence", ".npy");
            Npy.write(file, matrix);
            return Npy.open(file).mapped();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void the_number_of_threads_does_not_matter(Acquisition<?> acquisition) {
        boolean quadratic = isQuadratic(acquisition); // such work is cut into smaller chunks
        Evidence evidence =
                new SomeEvidence(false, 4).of(acquisition.needs(), SomeEvidence.items(quadratic ? 3_000 : 20_000));
        Selection alone = select(acquisition, evidence, 6, RANDOM);
        for (int threads : new int[] {2, 7}) {
            assertThat(Workers.using(threads, () -> select(acquisition, evidence, 6, RANDOM)))
                    .isEqualTo(alone);
        }
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void ties_go_to_the_random_number_of_the_item_and_not_to_its_row(Acquisition<?> acquisition) {
        Items items = SomeEvidence.items(20);
        Evidence alike = SomeEvidence.alike(acquisition.needs(), items);
        Evidence shuffled = SomeEvidence.alike(acquisition.needs(), SomeEvidence.shuffled(items, 5));
        Set<Long> first = new HashSet<>();
        for (int seed = 0; seed < 12; seed++) {
            Randomness random = Randomness.seed(seed);
            Selection selection = select(acquisition, alike, 4, random);
            assertThat(selection.ids()).hasSize(4);
            assertThat(select(acquisition, shuffled, 4, random)).isEqualTo(selection);
            first.add(selection.ids()[0]);
        }
        assertThat(first).hasSizeGreaterThan(4);
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void what_is_not_a_number_is_refused_by_the_name_of_the_item(Acquisition<?> acquisition) {
        for (double broken : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> select(acquisition, broken(acquisition.needs(), broken), 1, RANDOM))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("(photo-3.jpg)", "(" + broken + ")");
        }
    }

    private static Evidence broken(Class<?> kind, double value) {
        Items items = Items.named(List.of("photo-1.jpg", "photo-2.jpg", "photo-3.jpg"));
        double[] fine = {0.5, 0.5};
        DoubleMatrix matrix = DoubleMatrix.of(fine, fine, new double[] {0.5, value});
        DoubleMatrix fair = DoubleMatrix.of(fine, fine, fine);
        DoubleMatrix pairs =
                DoubleMatrix.of(new double[] {1, 0, 1, 0}, new double[] {1, 0, 1, 0}, new double[] {1, 0, value, 0});
        if (kind == Probabilities.class) {
            return Probabilities.of(items, matrix);
        } else if (kind == SampledProbabilities.class) {
            return SampledProbabilities.of(items, pairs, 2, true);
        } else if (kind == TrainingHistory.class) {
            return TrainingHistory.of(items, pairs, 2, FloatMatrix.of(), new int[0]);
        } else if (kind == LatentPredictions.class) {
            return LatentPredictions.of(items, fair, matrix, FloatMatrix.of());
        } else if (kind == GradientNorms.class) {
            return GradientNorms.of(items, fair, matrix, Layers.LAST);
        } else if (kind == InputGradients.class) {
            return InputGradients.of(items, fair, matrix);
        } else if (LabelProbabilities.class.isAssignableFrom(kind)) {
            return TaughtLabelProbabilities.of(items, matrix, FloatMatrix.of(), FloatMatrix.of());
        } else if (RegressionPredictions.class.isAssignableFrom(kind)) {
            DoubleMatrix column = DoubleMatrix.of(new double[] {0}, new double[] {1}, new double[] {value});
            return PlacedCommittee.of(
                    RegressionCommittee.of(items, column, fair, FloatMatrix.of()),
                    Embeddings.of(items, fair, FloatMatrix.of()));
        } else if (kind == Annotations.class) {
            AnnotatorLabels nobody = new AnnotatorLabels(Items.range(0), List.of(), 2, List.of());
            return Annotations.of(items, matrix, nobody, FloatMatrix.of());
        }
        if (kind == TargetedEmbeddings.class) {
            return TargetedEmbeddings.of(items, matrix, FloatMatrix.of(), fair, FloatMatrix.of());
        }
        Labels none = new Labels(Items.range(0), new int[0], 2);
        if (kind == TaughtEmbeddings.class) {
            return TaughtEmbeddings.of(items, matrix, FloatMatrix.of(), none);
        } else if (TaughtPredictions.class.isAssignableFrom(kind) || kind == HeadedPredictions.class) {
            return TaughtPredictions.of(items, fair, matrix, FloatMatrix.of(), FloatMatrix.of(), none);
        }
        return Embeddings.of(items, matrix, FloatMatrix.of());
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void its_text_reads_back(Acquisition<?> acquisition) {
        assertThat(Parts.<Acquisition<?>>read(kind(), Parts.describe(acquisition)))
                .isEqualTo(acquisition);
        assertThat(Parts.<Acquisition<?>>read(kind(), Parts.resolve(acquisition)))
                .isEqualTo(acquisition);
    }

    @SuppressWarnings("unchecked")
    private static Class<Acquisition<?>> kind() {
        return (Class<Acquisition<?>>) (Class<?>) Acquisition.class;
    }
}
