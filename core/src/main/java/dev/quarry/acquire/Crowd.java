package dev.quarry.acquire;

import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.AnnotatorLabels;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far the annotators and the model are to be trusted, and how good the consensus of each annotated item is: CROWDLAB, as
 * {@link ActiveLab} describes it. Sums run in the order of ids, so that they depend on no other.
 */
final class Crowd {

    private static final double LEAST = 1e-6;

    private final AnnotatorLabels answers;
    private final Calibration calibration;
    private final int[] consensus;
    private final int[] shared; // the annotated rows with more than one answer
    private final double[] weights; // of the annotators
    private final double modelWeight;
    private final double agreement; // P

    private Crowd(AnnotatorLabels answers, Calibration calibration, int[] consensus) {
        this.answers = answers;
        this.calibration = calibration;
        this.consensus = consensus;
        this.shared = IntStream.of(answers.items().rowsById())
                .filter(row -> answers.count(row) > 1)
                .toArray();
        this.weights = annotatorWeights();
        this.modelWeight = shared.length == 0 ? 1 : weightOfModel();
        this.agreement = shared.length == 0 ? 1 : meanAgreement();
    }

    /** @param temperature of the model; 0 fits it */
    static Crowd of(Annotations evidence, double temperature) {
        AnnotatorLabels answers = evidence.answers();
        Calibration calibration = Calibration.of(evidence, temperature);
        Crowd byMajority = new Crowd(answers, calibration, Majority.of(evidence));
        return byMajority.shared.length == 0 ? byMajority : new Crowd(answers, calibration, byMajority.bestClasses());
    }

    double modelWeight() {
        return modelWeight;
    }

    /** The weight of the average annotator, 1 if there is none. */
    double averageWeight() {
        return Arrays.stream(weights).average().orElse(1);
    }

    /** The weight of all who answered about an annotated row. */
    double weightOfAnnotators(int row) {
        double sum = 0;
        for (int i = 0; i < answers.count(row); i++) {
            sum += weights[answers.annotator(row, i)];
        }
        return sum;
    }

    /** How good the consensus of an annotated row is. */
    double quality(int row) {
        double[] p = shared.length == 0 ? calibration.answered(row) : together(row);
        return p[consensus[row]];
    }

    /** The calibrated probability of the likeliest class. */
    double mostProbable(double[] p) {
        return Arrays.stream(calibration.of(p)).max().orElse(0);
    }

    int[] consensus() {
        return consensus.clone();
    }

    double[] weights() {
        return weights.clone();
    }

    /** The error of always answering the commonest consensus. */
    private double baseline() {
        int[] counts = new int[answers.classes()];
        for (int row : shared) {
            counts[consensus[row]]++;
        }
        double commonest = Arrays.stream(counts).max().orElse(0);
        return shared.length == 0 ? 1 : Math.max(LEAST, 1 - commonest / shared.length);
    }

    private double[] annotatorWeights() {
        double[] same = new double[answers.annotators().size()];
        double[] pairs = new double[same.length];
        for (int row : shared) {
            int[] votes = Majority.votes(answers, row);
            for (int i = 0; i < answers.count(row); i++) {
                same[answers.annotator(row, i)] += votes[answers.label(row, i)] - 1;
                pairs[answers.annotator(row, i)] += answers.count(row) - 1;
            }
        }
        double usual = IntStream.range(0, same.length)
                .filter(who -> pairs[who] > 0)
                .mapToDouble(who -> same[who] / pairs[who])
                .average()
                .orElse(1);
        double baseline = baseline();
        double[] all = new double[same.length];
        Arrays.setAll(all, who -> {
            double error = 1 - (pairs[who] > 0 ? same[who] / pairs[who] : usual);
            return Math.max(LEAST, 1 - error / baseline);
        });
        return all;
    }

    private double weightOfModel() {
        int wrong = 0;
        for (int row : shared) {
            wrong += likeliest(calibration.answered(row)) == consensus[row] ? 0 : 1;
        }
        double error = (double) wrong / shared.length;
        double perItem = (double) answers.answers() / answers.size();
        return Math.max(LEAST, 1 - error / baseline()) * Math.sqrt(perItem);
    }

    private double meanAgreement() {
        double agreeing = 0;
        for (int row : shared) {
            agreeing += (double) Majority.votes(answers, row)[consensus[row]] / answers.count(row);
        }
        return agreeing / shared.length;
    }

    private static int likeliest(double[] p) {
        int best = 0;
        for (int c = 1; c < p.length; c++) {
            if (p[c] > p[best]) {
                best = c;
            }
        }
        return best;
    }

    /** What the model and the answers say together about an annotated row. */
    private double[] together(int row) {
        double[] sum = calibration.answered(row);
        double rest = sum.length == 1 ? 0 : (1 - agreement) / (sum.length - 1);
        double all = modelWeight + weightOfAnnotators(row);
        for (int c = 0; c < sum.length; c++) {
            sum[c] *= modelWeight;
            for (int i = 0; i < answers.count(row); i++) {
                sum[c] += weights[answers.annotator(row, i)] * (answers.label(row, i) == c ? agreement : rest);
            }
            sum[c] /= all;
        }
        return sum;
    }

    /** The class of the best quality; of several the majority if it is among them, then the first. */
    private int[] bestClasses() {
        int[] best = new int[answers.size()];
        for (int row = 0; row < best.length; row++) {
            double[] together = together(row);
            int first = likeliest(together);
            best[row] = together[consensus[row]] == together[first] ? consensus[row] : first;
        }
        return best;
    }
}
