package dev.quarry.acquire;

import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.AnnotatorLabels;
import java.util.Arrays;

/** Temperature scaling of probabilities: {@code p^(1/T)}, scaled to sum to 1. */
final class Calibration {

    private static final double FLATTEST = 10;
    private static final double STEEPEST = 0.1;
    private static final double SMALLEST = 1e-12; // of a probability, so that its logarithm exists

    private final Annotations evidence;
    private final double temperature;

    private Calibration(Annotations evidence, double temperature) {
        this.evidence = evidence;
        this.temperature = temperature;
    }

    /** @param temperature 0 to fit it to the answers; it stays 1 while no item has two answers */
    static Calibration of(Annotations evidence, double temperature) {
        return new Calibration(evidence, temperature == 0 ? fit(evidence) : temperature);
    }

    double temperature() {
        return temperature;
    }

    /** The scaled probabilities of an annotated row, as a fresh array. */
    double[] answered(int row) {
        double[] p = new double[evidence.answers().classes()];
        evidence.answeredProbabilities().copyRow(row, p);
        return of(p);
    }

    /** The scaled probabilities, as a fresh array. */
    double[] of(double[] p) {
        return temperature == 1 ? p.clone() : scaled(p, 1 / temperature);
    }

    private static double[] scaled(double[] p, double power) {
        double[] logs = logs(p);
        double most = Arrays.stream(logs).max().orElse(0);
        double sum = 0;
        for (int c = 0; c < logs.length; c++) {
            logs[c] = StrictMath.exp((logs[c] - most) * power);
            sum += logs[c];
        }
        for (int c = 0; c < logs.length; c++) {
            logs[c] /= sum;
        }
        return logs;
    }

    private static double[] logs(double[] p) {
        return Arrays.stream(p)
                .map(one -> StrictMath.log(Math.max(one, SMALLEST)))
                .toArray();
    }

    /** The cross entropy is convex in 1/T: bisection of its slope. */
    private static double fit(Annotations evidence) {
        AnnotatorLabels answers = evidence.answers();
        if (answers.answers() == answers.size()) {
            return 1;
        }
        double low = 1 / FLATTEST;
        double high = 1 / STEEPEST;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (slope(evidence, middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 2 / (low + high);
    }

    /** Of the mean cross entropy between the shares of answers and the probabilities to a power. */
    private static double slope(Annotations evidence, double power) {
        AnnotatorLabels answers = evidence.answers();
        double[] p = new double[answers.classes()];
        double slope = 0;
        for (int row : answers.items().rowsById()) {
            evidence.answeredProbabilities().copyRow(row, p);
            double[] logs = logs(p);
            double[] scaled = scaled(p, power);
            int[] votes = Majority.votes(answers, row);
            for (int c = 0; c < p.length; c++) {
                slope += (scaled[c] - (double) votes[c] / answers.count(row)) * logs[c];
            }
        }
        return slope;
    }
}
