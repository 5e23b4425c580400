package dev.quarry.acquire;

import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.AnnotatorLabels;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.FedPredictions;
import dev.quarry.evidence.GradientNorms;
import dev.quarry.evidence.Head;
import dev.quarry.evidence.HeadedPredictions;
import dev.quarry.evidence.InputGradients;
import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Layers;
import dev.quarry.evidence.PlacedCommittee;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.Refits;
import dev.quarry.evidence.RegressionCommittee;
import dev.quarry.evidence.RegressionPredictions;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.evidence.TaughtLabelProbabilities;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.evidence.TrainingHistory;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Random evidence of any kind, where what is known about an item depends on its id alone: the same items in another
 * order have the same evidence in that order.
 *
 * @param isDouble whether the numbers are float64
 * @param seed of which of many worlds
 * @param classes how many classes there are
 * @param dimensions how many dimensions a place has
 * @param kept where its matrices are kept
 */
public record SomeEvidence(boolean isDouble, long seed, int classes, int dimensions, UnaryOperator<Matrix> kept) {

    /** Evidence in memory. */
    public SomeEvidence(boolean isDouble, long seed) {
        this(isDouble, seed, matrix -> matrix);
    }

    /** Evidence that is kept somewhere. */
    public SomeEvidence(boolean isDouble, long seed, UnaryOperator<Matrix> kept) {
        this(isDouble, seed, CLASSES, DIMENSIONS, kept);
    }

    static final int CLASSES = 3;
    static final int MEMBERS = 4;
    static final int DIMENSIONS = 3;

    /** The labelled items of evidence that knows labels. */
    private static final Items TAUGHT = Items.of(2_000_003, 2_000_001, 2_000_008, 2_000_005, 2_000_013, 2_000_002);

    /** Ids that are neither their rows nor in order. */
    public static Items items(int n) {
        return Items.of(
                LongStream.range(0, n).map(i -> (i * 7919 + 13) % 1_000_003).toArray());
    }

    public static Items shuffled(Items items, long seed) {
        int[] rows = IntStream.range(0, items.size()).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = rows.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int row = rows[i];
            rows[i] = rows[j];
            rows[j] = row;
        }
        return items.select(rows);
    }

    /** Evidence of a kind: an interface of the evidence package. */
    public Evidence of(Class<?> kind, Items items) {
        return of(kind, items, IntStream.range(0, classes).toArray());
    }

    /** The same, but class c stands in column {@code columns[c]}. */
    public Evidence of(Class<?> kind, Items items, int[] columns) {
        if (kind == Probabilities.class) {
            return Probabilities.of(items, probabilities(items, 1, columns));
        } else if (kind == SampledProbabilities.class) {
            return SampledProbabilities.of(items, probabilities(items, MEMBERS, columns), MEMBERS, true);
        } else if (kind == Embeddings.class || kind == Evidence.class) {
            return Embeddings.of(items, places(items), labelled());
        } else if (kind == LatentPredictions.class) {
            return LatentPredictions.of(items, probabilities(items, 1, columns), places(items), labelled());
        } else if (kind == TrainingHistory.class) {
            return TrainingHistory.of(
                    items, probabilities(items, MEMBERS, columns), MEMBERS, FloatMatrix.of(), new int[0]);
        } else if (kind == GradientNorms.class) {
            return GradientNorms.of(items, probabilities(items, 1, columns), norms(items, columns), Layers.ALL);
        } else if (kind == InputGradients.class) {
            return InputGradients.of(items, probabilities(items, 1, columns), places(items));
        } else if (kind == TaughtEmbeddings.class) {
            return TaughtEmbeddings.of(items, places(items), places(TAUGHT), labels(columns));
        } else if (kind == TargetedEmbeddings.class) {
            Matrix examples = places(TAUGHT);
            return TargetedEmbeddings.of(
                    items, places(items), labelled(), examples.select(new int[] {0, 1, 2}), examples.select(new int[] {
                        3, 4
                    }));
        } else if (LabelProbabilities.class.isAssignableFrom(kind)) {
            return TaughtLabelProbabilities.of(items, shares(items, columns), sets(columns), shares(TAUGHT, columns));
        } else if (RegressionPredictions.class.isAssignableFrom(kind)) {
            return PlacedCommittee.of(committee(items), Embeddings.of(items, places(items), places(TAUGHT)));
        } else if (kind == Annotations.class) {
            return annotations(items, columns);
        } else if (kind == HeadedPredictions.class || kind == TaughtHead.class) {
            Head head = head(columns);
            Matrix probabilities = items.size() == 0 ? FloatMatrix.of() : head.probabilities(places(items));
            return TaughtHead.of(taught(items, columns, probabilities), head);
        }
        TaughtPredictions taught = taught(items, columns, probabilities(items, 1, columns));
        if (kind == TaughtPredictions.class) {
            return taught;
        } else if (kind == FedPredictions.class) {
            return FedPredictions.of(taught, id -> OptionalInt.of(columns[(int) (id % classes)]));
        } else if (kind == Refits.class) {
            return Refits.of(taught, (row, label, rows) -> pulled(taught, row, label, rows));
        }
        throw new IllegalArgumentException(
                "The contract does not know the evidence (%s) yet. Maybe teach it to make some."
                        .formatted(kind.getName()));
    }

    private TaughtPredictions taught(Items items, int[] columns, Matrix probabilities) {
        return TaughtPredictions.of(
                items,
                probabilities,
                places(items),
                places(TAUGHT),
                probabilities(TAUGHT, 1, columns),
                labels(columns));
    }

    private Labels labels(int[] columns) {
        return new Labels(
                TAUGHT,
                IntStream.range(0, TAUGHT.size()).map(i -> columns[i % classes]).toArray(),
                classes);
    }

    private Head head(int[] columns) {
        double[][] weights = new double[classes][];
        double[] biases = new double[classes];
        for (int c = 0; c < classes; c++) {
            RandomGenerator random = new SplittableRandom(seed ^ (c * 11 + 1));
            weights[columns[c]] = random.doubles(dimensions, -1, 1).toArray();
            biases[columns[c]] = random.nextDouble(-0.5, 0.5);
        }
        return new Head(precise(DoubleMatrix.of(weights)), DoubleMatrix.of(biases));
    }

    /** As if the model gave way to a new label the more, the nearer it is. */
    private static Matrix pulled(TaughtPredictions from, int row, int label, int[] rows) {
        double[][] after = new double[rows.length][from.probabilities().cols()];
        for (int i = 0; i < rows.length; i++) {
            double distance = 0;
            for (int j = 0; j < from.embeddings().cols(); j++) {
                distance += Math.abs(
                        from.embeddings().get(rows[i], j) - from.embeddings().get(row, j));
            }
            double pull = 0.5 * StrictMath.exp(-distance);
            for (int c = 0; c < after[i].length; c++) {
                after[i][c] = (1 - pull) * from.probabilities().get(rows[i], c) + (c == label ? pull : 0);
            }
        }
        return DoubleMatrix.of(after);
    }

    /** Probabilities of labels, each by itself. */
    private Matrix shares(Items items, int[] columns) {
        return rows(items, id -> {
            double[] row = new double[classes];
            RandomGenerator random = new SplittableRandom(seed ^ (id * 37 + 9));
            for (int c = 0; c < classes; c++) {
                row[columns[c]] = random.nextDouble();
            }
            return row;
        });
    }

    private Matrix sets(int[] columns) {
        return rows(TAUGHT, id -> {
            double[] row = new double[classes];
            for (int c = 0; c < classes; c++) {
                row[columns[c]] = id >> c % CLASSES & 1;
            }
            return row;
        });
    }

    private RegressionCommittee committee(Items items) {
        return RegressionCommittee.of(items, numbers(items, 1), numbers(items, MEMBERS), numbers(TAUGHT, 1));
    }

    private Matrix numbers(Items items, int count) {
        return rows(
                items,
                id -> new SplittableRandom(seed ^ (id * 41 + count))
                        .doubles(count, -5, 5)
                        .toArray());
    }

    /** Some candidates were annotated before, as were items that are no candidates. */
    private Annotations annotations(Items items, int[] columns) {
        Items answered = items.select(IntStream.range(0, items.size())
                        .filter(row -> items.id(row) % 4 == 0)
                        .toArray())
                .followedBy(TAUGHT);
        List<AnnotatorLabels.Answer> answers = new ArrayList<>();
        for (int row = 0; row < answered.size(); row++) {
            long id = answered.id(row);
            for (int who = 0; who < 3; who++) {
                if (who == id % 3 || (id >> who & 1) == 1) {
                    answers.add(new AnnotatorLabels.Answer(
                            row, who, columns[(int) ((id + (id >> 4) * who) % classes)]));
                }
            }
        }
        return Annotations.of(
                items,
                probabilities(items, 1, columns),
                new AnnotatorLabels(answered, List.of("ana", "ben", "eve"), classes, answers),
                probabilities(answered, 1, columns));
    }

    private Matrix probabilities(Items items, int members, int[] columns) {
        return rows(items, id -> {
            double[] row = new double[members * classes];
            RandomGenerator random = new SplittableRandom(seed ^ (id * 31 + 7));
            for (int k = 0; k < members; k++) {
                double[] weights = new double[classes];
                double sum = 0;
                for (int c = 0; c < classes; c++) {
                    weights[c] = random.nextExponential();
                    sum += weights[c];
                }
                for (int c = 0; c < classes; c++) {
                    row[k * classes + columns[c]] = weights[c] / sum;
                }
            }
            return row;
        });
    }

    private Matrix places(Items items) {
        return rows(
                items,
                id -> new SplittableRandom(seed ^ (id * 17 + 3))
                        .doubles(dimensions, -2, 2)
                        .toArray());
    }

    private Matrix norms(Items items, int[] columns) {
        return rows(items, id -> {
            double[] row = new double[classes];
            RandomGenerator random = new SplittableRandom(seed ^ (id * 13 + 5));
            for (int c = 0; c < classes; c++) {
                row[columns[c]] = random.nextExponential();
            }
            return row;
        });
    }

    private Matrix labelled() {
        double[][] places = {{0.5, 0.25, -0.5}, {-1, 1, 0.125}};
        return precise(DoubleMatrix.of(Arrays.stream(places)
                .map(place -> Arrays.copyOf(place, dimensions))
                .toArray(double[][]::new)));
    }

    private Matrix rows(Items items, LongFunction<double[]> row) {
        return precise(DoubleMatrix.of(IntStream.range(0, items.size())
                .mapToObj(i -> row.apply(items.id(i)))
                .toArray(double[][]::new)));
    }

    private Matrix precise(DoubleMatrix matrix) {
        return kept.apply(isDouble ? matrix : matrix.toFloat());
    }

    /** Evidence of a kind in which nothing tells one item from another. */
    public static Evidence alike(Class<?> kind, Items items) {
        int n = items.size();
        Matrix one = repeated(n, 0.5f, 0.25f, 0.25f);
        Matrix many = repeated(n, 0.5f, 0.25f, 0.25f, 0.25f, 0.5f, 0.25f);
        Matrix place = repeated(n, 1, 2);
        Matrix none = FloatMatrix.of();
        if (kind == Probabilities.class) {
            return Probabilities.of(items, one);
        } else if (kind == SampledProbabilities.class) {
            return SampledProbabilities.of(items, many, 2, true);
        } else if (kind == LatentPredictions.class) {
            return LatentPredictions.of(items, one, place, none);
        } else if (kind == TrainingHistory.class) {
            return TrainingHistory.of(items, many, 2, none, new int[0]);
        } else if (kind == GradientNorms.class) {
            return GradientNorms.of(items, one, repeated(n, 1, 2, 3), Layers.ALL);
        } else if (kind == InputGradients.class) {
            return InputGradients.of(items, one, place);
        }
        Items two = TAUGHT.select(new int[] {0, 1});
        Labels labels = new Labels(two, new int[] {0, 1}, CLASSES);
        Matrix known = repeated(2, 1, 2);
        if (LabelProbabilities.class.isAssignableFrom(kind)) {
            return TaughtLabelProbabilities.of(items, one, repeated(2, 1, 0, 1), repeated(2, 0.5f, 0.25f, 0.25f));
        } else if (RegressionPredictions.class.isAssignableFrom(kind)) {
            RegressionCommittee committee =
                    RegressionCommittee.of(items, repeated(n, 1), repeated(n, 1, 2), repeated(2, 3));
            return PlacedCommittee.of(committee, Embeddings.of(items, place, repeated(2, 0, 0)));
        } else if (kind == Annotations.class) {
            List<AnnotatorLabels.Answer> answers =
                    List.of(new AnnotatorLabels.Answer(0, 0, 0), new AnnotatorLabels.Answer(1, 0, 0));
            return Annotations.of(
                    items,
                    one,
                    new AnnotatorLabels(two, List.of("ana"), CLASSES, answers),
                    repeated(2, 0.5f, 0.25f, 0.25f));
        }
        if (kind == TaughtEmbeddings.class) {
            return TaughtEmbeddings.of(items, place, known, labels);
        } else if (kind == TargetedEmbeddings.class) {
            return TargetedEmbeddings.of(items, place, none, repeated(1, 2, 2), none);
        } else if (TaughtPredictions.class.isAssignableFrom(kind) || kind == HeadedPredictions.class) {
            return alike(kind, TaughtPredictions.of(items, one, place, known, repeated(2, 0.5f, 0.25f, 0.25f), labels));
        }
        return Embeddings.of(items, place, none);
    }

    private static Evidence alike(Class<?> kind, TaughtPredictions taught) {
        if (kind == FedPredictions.class) {
            return FedPredictions.of(taught, id -> OptionalInt.of(0));
        } else if (kind == Refits.class) {
            return Refits.of(taught, (row, label, rows) -> pulled(taught, 0, label, rows));
        } else if (kind == TaughtPredictions.class) {
            return taught;
        }
        double[] biases = {Math.log(0.5), Math.log(0.25), Math.log(0.25)};
        return TaughtHead.of(taught, new Head(repeated(CLASSES, 0, 0), DoubleMatrix.of(biases)));
    }

    private static Matrix repeated(int n, float... row) {
        return FloatMatrix.of(IntStream.range(0, n).mapToObj(i -> row).toArray(float[][]::new));
    }
}
