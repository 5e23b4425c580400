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
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Parts;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Makes the choice of each of some acquisitions in a process whose heap has room for its evidence and the budget, and
 * little more. Prints a line for each: its text, then {@code fits}, {@code refused} with the sentence, or {@code exceeds}.
 */
final class MemoryOfAcquisitions {

    static final int CLASSES = 10;
    static final int MEMBERS = 5;
    static final int DIMENSIONS = 32;

    /** Bytes that the evidence of a kind takes per item: at most samples, or probabilities and places. */
    static final int EVIDENCE_BYTES = (CLASSES * MEMBERS + CLASSES) * Float.BYTES;

    private static final int LABELLED = 100;
    private static final int BATCH = 5;

    private MemoryOfAcquisitions() {}

    /** Arguments: how many items, the budget in bytes, then the acquisitions. */
    public static void main(String[] args) {
        int n = Integer.parseInt(args[0]);
        long budget = Long.parseLong(args[1]);
        for (int i = 2; i < args.length; i++) {
            long begun = System.nanoTime();
            String outcome = outcome(args[i], n, budget);
            System.out.printf("%s\t%s\t%.1f s%n", args[i], outcome, (System.nanoTime() - begun) / 1e9);
        }
    }

    private static String outcome(String text, int n, long budget) {
        try {
            Acquisition<?> acquisition = Parts.read(Acquisition.class, text);
            Evidence evidence = evidence(acquisition.needs(), n);
            int picked =
                    Memory.using(budget, () -> select(acquisition, evidence)).size();
            return picked == BATCH ? "fits" : "exceeds\tpicked " + picked;
        } catch (OutOfMemoryError e) {
            StackTraceElement[] trace = e.getStackTrace();
            return "exceeds\t" + (trace.length == 0 ? "" : trace[0] + " " + trace[Math.min(3, trace.length - 1)]);
        } catch (IllegalStateException e) {
            return "refused\t" + e.getMessage();
        }
    }

    @SuppressWarnings("unchecked") // the evidence is made to what the acquisition needs
    private static <E extends Evidence> Selection select(Acquisition<?> acquisition, Evidence evidence) {
        return ((Acquisition<E>) acquisition).select((E) evidence, BATCH, Randomness.seed(1));
    }

    private static Evidence evidence(Class<?> kind, int n) {
        Items items = Items.range(n);
        if (kind == Probabilities.class) {
            return Probabilities.of(items, distributions(n, 1));
        } else if (kind == SampledProbabilities.class) {
            return SampledProbabilities.of(items, distributions(n, MEMBERS), MEMBERS, true);
        } else if (kind == TrainingHistory.class) {
            return TrainingHistory.of(items, distributions(n, MEMBERS), MEMBERS, FloatMatrix.of(), new int[0]);
        } else if (kind == GradientNorms.class) {
            return GradientNorms.of(items, distributions(n, 1), distributions(n, 1), Layers.ALL);
        } else if (kind == InputGradients.class) {
            return InputGradients.of(items, distributions(n, 1), places(n, 1));
        } else if (kind == LatentPredictions.class) {
            return LatentPredictions.of(items, distributions(n, 1), places(n, 1), places(LABELLED, 2));
        } else if (kind == Embeddings.class || kind == Evidence.class) {
            return Embeddings.of(items, places(n, 1), places(LABELLED, 2));
        }
        return LabelProbabilities.class.isAssignableFrom(kind) || RegressionPredictions.class.isAssignableFrom(kind)
                ? ofTarget(kind, items)
                : taught(kind, items);
    }

    /** Several labels per item, or a number. */
    private static Evidence ofTarget(Class<?> kind, Items items) {
        int n = items.size();
        if (LabelProbabilities.class.isAssignableFrom(kind)) {
            FloatMatrix sets = FloatMatrix.wrap(new float[LABELLED * CLASSES], LABELLED, CLASSES);
            return TaughtLabelProbabilities.of(items, distributions(n, 1), sets, distributions(LABELLED, 1));
        }
        FloatMatrix members = distributions(n, 1);
        FloatMatrix numbers = column(n);
        RegressionCommittee committee = RegressionCommittee.of(items, numbers, members, column(LABELLED));
        return PlacedCommittee.of(committee, Embeddings.of(items, places(n, 1), places(LABELLED, 2)));
    }

    private static FloatMatrix column(int n) {
        SplittableRandom random = new SplittableRandom(9);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatMatrix.wrap(values, n, 1);
    }

    /** What knows labelled items too. */
    private static Evidence taught(Class<?> kind, Items items) {
        int n = items.size();
        Items known = Items.of(LongStream.range(n, n + LABELLED).toArray());
        Labels labels = new Labels(
                known, IntStream.range(0, LABELLED).map(i -> i % CLASSES).toArray(), CLASSES);
        if (kind == TargetedEmbeddings.class) {
            return TargetedEmbeddings.of(items, places(n, 1), FloatMatrix.of(), places(10, 2), places(10, 3));
        } else if (kind == TaughtEmbeddings.class) {
            return TaughtEmbeddings.of(items, places(n, 1), places(LABELLED, 2), labels);
        } else if (kind == Annotations.class) {
            return annotations(items, known);
        }
        Head head = new Head(places(CLASSES, 4), FloatMatrix.wrap(new float[CLASSES], 1, CLASSES));
        boolean headed = kind == HeadedPredictions.class || kind == TaughtHead.class;
        FloatMatrix places = places(n, 1);
        TaughtPredictions taught = TaughtPredictions.of(
                items,
                headed ? head.probabilities(places).toFloat() : distributions(n, 1),
                places,
                places(LABELLED, 2),
                distributions(LABELLED, 1),
                labels);
        if (headed) {
            return TaughtHead.of(taught, head);
        } else if (kind == FedPredictions.class) {
            return FedPredictions.of(taught, id -> OptionalInt.of((int) (id % CLASSES)));
        } else if (kind == Refits.class) {
            return Refits.of(
                    taught, (row, label, rows) -> taught.probabilities().select(rows));
        } else if (kind == TaughtPredictions.class) {
            return taught;
        }
        throw new IllegalArgumentException(
                "There is no large evidence (%s) yet. Maybe make some here.".formatted(kind.getName()));
    }

    private static Annotations annotations(Items items, Items known) {
        List<AnnotatorLabels.Answer> answers = IntStream.range(0, 2 * LABELLED)
                .mapToObj(i -> new AnnotatorLabels.Answer(i / 2, i % 2, i % CLASSES))
                .toList();
        return Annotations.of(
                items,
                distributions(items.size(), 1),
                new AnnotatorLabels(known, List.of("ana", "ben"), CLASSES, answers),
                distributions(LABELLED, 1));
    }

    /** Places around some centres. */
    private static FloatMatrix places(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n * DIMENSIONS];
        for (int i = 0; i < n; i++) {
            int centre = random.nextInt(20);
            for (int j = 0; j < DIMENSIONS; j++) {
                float there = new SplittableRandom(centre * 100L + j).nextInt(-4, 5);
                values[i * DIMENSIONS + j] = there + (float) random.nextGaussian();
            }
        }
        return FloatMatrix.wrap(values, n, DIMENSIONS);
    }

    private static FloatMatrix distributions(int n, int members) {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[n * members * CLASSES];
        for (int at = 0; at < values.length; at += CLASSES) {
            float sum = 0;
            for (int c = at; c < at + CLASSES; c++) {
                values[c] = (float) random.nextExponential();
                sum += values[c];
            }
            for (int c = at; c < at + CLASSES; c++) {
                values[c] /= sum;
            }
        }
        return FloatMatrix.wrap(values, n, members * CLASSES);
    }
}
