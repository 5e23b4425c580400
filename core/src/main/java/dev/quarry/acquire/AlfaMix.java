package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Head;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * ALFA-Mix on a linear head: candidates whose answer changes when a little of what the labelled items of one class have in
 * common is mixed into their representation, and of those the ones in the middle of as many clusters as items are wanted.
 *
 * <p>The anchor of a class is the mean representation a of its labelled items; {@code z̃ = (1 − α)·z + α·a}, coordinate by
 * coordinate, with the closed form {@code α = ε·‖a − z‖·∇ / (‖∇‖·(a − z))}, ∇ the gradient by z of the loss at the answer ŷ
 * and {@code ε = cap/√d}. On a linear head that is a step of length {@code ε·‖a − z‖} along ∇ in the coordinates in which a
 * and z differ, so the least cap at which the answer changes is known without trying: the least over anchors and classes i
 * of {@code √d·(z_ŷ − z_i) / (‖a − z‖·s_i)}, s_i how fast class i gains on ŷ along the step.
 *
 * <p>The cap begins at {@code cap} and grows by as much until more candidates change than are wanted, or to 1; those that
 * change are clustered at unit length. The rest of the batch, where fewer change, is those that need the least cap, by
 * random number where nothing changes them; the code of the authors draws at random with replacement. The score of a pick is
 * {@code 1 / (1 + least cap)}. Classes without a labelled item have no anchor, and items chosen in the same batch belong to
 * none, since their class is not known.
 *
 * <p>O(n·C·d + rounds·c·k·d) time, c candidates that change; O(n) memory and two copies of the places that are clustered.
 * Parvaneh, Abbasnejad, Teney, Haffari, van den Hengel, Shi. <i>Active learning by feature mixing.</i> CVPR 2022.
 */
@AutoService(Part.class)
@Named(
        value = "alfa-mix",
        summary = "Medoids of the candidates whose answer changes when a little of a labelled class is mixed in.",
        formula = "{x : arg max f((1 − α)·z + α·a) ≠ ŷ for an anchor a}, α = ε·‖a − z‖·∇ / (‖∇‖·(a − z))",
        cost = "O(n·C·d + rounds·c·k·d), c candidates that change",
        paper =
                "Parvaneh, Abbasnejad, Teney, Haffari, van den Hengel, Shi. Active learning by feature mixing. CVPR 2022")
@Advice(
        use =
                "A last layer and few labels: items whose answer tips when a little of a labelled class is mixed in, and different ones of them.",
        avoid =
                "Before every class has an example there is nothing to mix in. How far is mixed grows until there are enough, so a sure model is asked about what hardly tips.")
public record AlfaMix(
        @Help("ε·√d to begin with, and by how much it grows, in (0, 1]")
        double cap) implements Acquisition<TaughtHead> {

    private static final int CHUNK = 1024;

    /** States the rules. */
    public AlfaMix {
        if (!(cap > 0 && cap <= 1)) {
            throw new IllegalArgumentException("The cap (%s) must be in (0, 1].".formatted(cap));
        }
    }

    /** A cap of 0.2, as the paper has it for the closed form. */
    public AlfaMix() {
        this(0.2);
    }

    @Override
    public Selection select(TaughtHead evidence, int budget, Randomness random) {
        if (evidence.size() == 0 || budget <= 0) {
            return new Selection(List.of());
        }
        double[] least = new double[evidence.size()];
        List<double[]> anchors = anchors(evidence);
        Workers.current().chunks(least.length, CHUNK, (from, to) -> {
            Mixing mixing = new Mixing(evidence, anchors, from, to);
            for (int row = from; row < to; row++) {
                least[row] = mixing.leastCap(row);
            }
        });
        double[] scores = Arrays.stream(least).map(needed -> 1 / (1 + needed)).toArray();
        int[] changed = changed(least, budget);
        return Shortlist.of(
                this, evidence.items(), scores, changed, evidence.embeddings(), UnitLength::of, budget, random);
    }

    /** The rows that change at the first cap at which more than {@code budget} do, or at the last one. */
    private int[] changed(double[] least, int budget) {
        int steps = 1;
        int[] changed = below(least, cap);
        while (changed.length <= budget && steps * cap < 1) {
            changed = below(least, ++steps * cap);
        }
        return changed;
    }

    private static int[] below(double[] least, double limit) {
        return IntStream.range(0, least.length)
                .filter(row -> least[row] < limit)
                .toArray();
    }

    /** The mean place of the labelled items of each class that has some; summed by id, so that no order matters. */
    private static List<double[]> anchors(TaughtHead evidence) {
        Labels labels = evidence.labels();
        double[] place = new double[evidence.labelled().cols()];
        double[][] sums = new double[labels.classes()][place.length];
        int[] counts = new int[labels.classes()];
        for (int row : labels.items().rowsById()) {
            int label = labels.of(row);
            if (label != Labels.UNKNOWN) {
                evidence.labelled().copyRow(row, place);
                counts[label]++;
                for (int j = 0; j < place.length; j++) {
                    sums[label][j] += place[j];
                }
            }
        }
        List<double[]> anchors = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            int count = counts[c];
            if (count > 0) {
                anchors.add(Arrays.stream(sums[c]).map(sum -> sum / count).toArray());
            }
        }
        return anchors;
    }

    /** How much must be mixed into some candidates. */
    private static final class Mixing {
        private final List<double[]> anchors;
        private final double[][] weights;
        private final Matrix places;
        private final double[] logits;
        private final int from;
        private final double[] z;
        private final double[] gradient;
        private final double[] slopes; // how fast each class gains along the gradient

        Mixing(TaughtHead evidence, List<double[]> anchors, int from, int to) {
            Head head = evidence.head();
            int dimensions = head.dimensions();
            this.anchors = anchors;
            this.weights = new double[head.classes()][dimensions];
            for (int c = 0; c < weights.length; c++) {
                head.weights().copyRow(c, weights[c]);
            }
            this.places = evidence.embeddings().run(from, to);
            this.logits = head.logits(places).values();
            this.from = from;
            this.z = new double[dimensions];
            this.gradient = new double[dimensions];
            this.slopes = new double[weights.length];
        }

        /** {@code √d} times the least ε at which a candidate is answered otherwise; infinite if there is none. */
        double leastCap(int row) {
            int at = (row - from) * weights.length;
            places.copyRow(row - from, z);
            int answer = 0;
            for (int c = 1; c < weights.length; c++) {
                answer = logits[at + c] > logits[at + answer] ? c : answer;
            }
            turn(at, answer);
            double length = Math.sqrt(dot(gradient, gradient));
            double least = Double.POSITIVE_INFINITY;
            for (double[] anchor : anchors) {
                double step = leastStep(anchor, at, answer);
                double far = distance(anchor);
                if (step < Double.POSITIVE_INFINITY && far > 0) {
                    least = Math.min(least, step * length / far);
                }
            }
            return least * Math.sqrt(z.length);
        }

        /**
         * The gradient of the loss at the answer, {@code Wᵀ(p − e_ŷ)}, and the slopes along all of it. Its length is of no
         * account, so p is taken relative to the second likeliest class, which keeps the digits of a certain answer.
         */
        private void turn(int at, int answer) {
            double second = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < weights.length; c++) {
                second = c == answer ? second : Math.max(second, logits[at + c]);
            }
            Arrays.fill(gradient, 0);
            for (int c = 0; c < weights.length; c++) {
                double share = logits[at + c] > Double.NEGATIVE_INFINITY && c != answer
                        ? StrictMath.exp(logits[at + c] - second)
                        : 0;
                for (int j = 0; j < gradient.length && share > 0; j++) {
                    gradient[j] = Math.fma(share, weights[c][j] - weights[answer][j], gradient[j]);
                }
            }
            Arrays.setAll(slopes, c -> dot(gradient, weights[c]));
        }

        /** The least multiple of the gradient, without the coordinates in which there is nothing to mix, that changes the answer. */
        private double leastStep(double[] anchor, int at, int answer) {
            int[] fixed =
                    IntStream.range(0, z.length).filter(j -> anchor[j] == z[j]).toArray();
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < weights.length; c++) {
                double slope = slopes[c] - slopes[answer];
                for (int j : fixed) {
                    slope -= gradient[j] * (weights[c][j] - weights[answer][j]);
                }
                if (slope > 0) {
                    least = Math.min(least, (logits[at + answer] - logits[at + c]) / slope);
                }
            }
            return least;
        }

        private double distance(double[] anchor) {
            double squared = 0;
            for (int j = 0; j < z.length; j++) {
                squared = Math.fma(anchor[j] - z[j], anchor[j] - z[j], squared);
            }
            return Math.sqrt(squared);
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int j = 0; j < a.length; j++) {
                sum = Math.fma(a[j], b[j], sum);
            }
            return sum;
        }
    }
}
