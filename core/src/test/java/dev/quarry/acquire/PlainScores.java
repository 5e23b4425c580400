package dev.quarry.acquire;

import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.TrainingHistory;
import dev.quarry.kernel.Matrix;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Every score written down as its formula says, one candidate at a time, with nothing done to be fast: what the kernels
 * are compared with.
 */
final class PlainScores {

    private PlainScores() {}

    /** The scores of one distribution, by name. */
    static final Map<String, ToDoubleFunction<double[]>> OF_ONE = new TreeMap<>(Map.of(
            "least-confidence", p -> 1 - sorted(p)[0],
            "margin", p -> p.length == 1 ? 0 : -(sorted(p)[0] - sorted(p)[1]),
            "ratio", p -> p.length == 1 ? 0 : sorted(p)[1] / sorted(p)[0],
            "entropy", PlainScores::entropy,
            "cost-sensitive", p -> 1 - sorted(p)[0],
            "el2n", p -> expectation(p, errors(p))));

    /** The scores of an item whose distributions are compared with those of all items, by name. */
    static final Map<String, ToDoubleBiFunction<double[][], double[][][]>> OF_ALL = Map.of(
            "epig",
            (s, all) -> Arrays.stream(all)
                    .mapToDouble(other -> entropy(mean(s)) + entropy(mean(other)) - entropy(joint(s, other)))
                    .average()
                    .orElseThrow());

    /** The distribution of two answers at once. */
    private static double[] joint(double[][] s, double[][] other) {
        int classes = s[0].length;
        double[] joint = new double[classes * classes];
        for (int k = 0; k < s.length; k++) {
            for (int j = 0; j < joint.length; j++) {
                joint[j] += s[k][j / classes] * other[k][j % classes] / s.length;
            }
        }
        return joint;
    }

    /** The scores of K distributions, by name. */
    static final Map<String, ToDoubleFunction<double[][]>> OF_MANY = new TreeMap<>(Map.of(
            "bald",
                    s -> entropy(mean(s))
                            - Arrays.stream(s)
                                    .mapToDouble(PlainScores::entropy)
                                    .average()
                                    .orElseThrow(),
            "expected-entropy",
                    s -> Arrays.stream(s)
                            .mapToDouble(PlainScores::entropy)
                            .average()
                            .orElseThrow(),
            "consensus-entropy", s -> entropy(mean(s)),
            "mean-std",
                    s -> Arrays.stream(variances(s)).map(Math::sqrt).average().orElseThrow(),
            "committee-variance", s -> Arrays.stream(variances(s)).sum(),
            "variation-ratio", s -> 1 - sorted(votes(s))[0],
            "vote-entropy", s -> entropy(votes(s)),
            "kl-mean",
                    s -> Arrays.stream(s)
                            .mapToDouble(p -> divergence(p, mean(s)))
                            .average()
                            .orElseThrow(),
            "kl-max",
                    s -> Arrays.stream(s)
                            .mapToDouble(p -> divergence(p, mean(s)))
                            .max()
                            .orElseThrow()));

    /** The scores of T moments, by name. */
    static final Map<String, ToDoubleFunction<double[][]>> OF_MOMENTS =
            new TreeMap<>(Map.of("label-dispersion", s -> 1 - sorted(votes(s))[0], "forgetting", PlainScores::changes));

    /** The scores of one distribution and other numbers of the candidate, by name. */
    static final Map<String, ToDoubleBiFunction<double[], double[]>> OF_ONE_AND_OTHERS = new TreeMap<>(Map.of(
            "expected-gradient-length", PlainScores::expectation,
            "grand", (p, norms) -> norms[first(p)],
            "boundary-distance",
                    (p, slopes) -> {
                        double margin = Math.log(sorted(p)[0] / sorted(p)[1]);
                        double length = Math.sqrt(expectation(slopes, slopes));
                        return margin == 0 ? 0 : -Math.min(margin / length, Double.MAX_VALUE);
                    }));

    private static double expectation(double[] p, double[] values) {
        return IntStream.range(0, p.length).mapToDouble(c -> p[c] * values[c]).sum();
    }

    private static double[] errors(double[] p) {
        return IntStream.range(0, p.length)
                .mapToDouble(label -> Math.sqrt(IntStream.range(0, p.length)
                        .mapToDouble(c -> Math.pow(p[c] - (c == label ? 1 : 0), 2))
                        .sum()))
                .toArray();
    }

    private static int first(double[] p) {
        double largest = Arrays.stream(p).max().orElseThrow();
        return IntStream.range(0, p.length)
                .filter(c -> p[c] == largest)
                .findFirst()
                .orElseThrow();
    }

    private static double changes(double[][] moments) {
        return IntStream.range(1, moments.length)
                .filter(t -> first(moments[t]) != first(moments[t - 1]))
                .count();
    }

    static double[] row(Matrix matrix, int row) {
        double[] values = new double[matrix.cols()];
        matrix.copyRow(row, values);
        return values;
    }

    static double[][] moments(TrainingHistory evidence, int row) {
        double[] all = row(evidence.history(), row);
        return IntStream.range(0, evidence.moments())
                .mapToObj(t -> Arrays.copyOfRange(all, t * evidence.classes(), (t + 1) * evidence.classes()))
                .toArray(double[][]::new);
    }

    static double[] distribution(Probabilities evidence, int row) {
        double[] p = new double[evidence.probabilities().cols()];
        for (int c = 0; c < p.length; c++) {
            p[c] = evidence.probabilities().get(row, c);
        }
        return p;
    }

    static double[][] distributions(SampledProbabilities evidence, int row) {
        double[][] samples = new double[evidence.members()][evidence.classes()];
        for (int k = 0; k < samples.length; k++) {
            for (int c = 0; c < evidence.classes(); c++) {
                samples[k][c] = evidence.samples().get(row, k * evidence.classes() + c);
            }
        }
        return samples;
    }

    private static double[] sorted(double[] p) {
        return Arrays.stream(p).map(x -> -x).sorted().map(x -> -x).toArray();
    }

    static double entropy(double[] p) {
        return -Arrays.stream(p).filter(x -> x > 0).map(x -> x * Math.log(x)).sum();
    }

    private static double[] mean(double[][] samples) {
        double[] mean = new double[samples[0].length];
        for (int c = 0; c < mean.length; c++) {
            int at = c;
            mean[c] = Arrays.stream(samples).mapToDouble(p -> p[at]).average().orElseThrow();
        }
        return mean;
    }

    private static double[] variances(double[][] samples) {
        double[] mean = mean(samples);
        double[] variances = new double[mean.length];
        for (int c = 0; c < mean.length; c++) {
            int at = c;
            variances[c] = Arrays.stream(samples)
                    .mapToDouble(p -> (p[at] - mean[at]) * (p[at] - mean[at]))
                    .average()
                    .orElseThrow();
        }
        return variances;
    }

    private static double[] votes(double[][] samples) {
        double[] votes = new double[samples[0].length];
        for (double[] p : samples) {
            votes[first(p)] += 1.0 / samples.length;
        }
        return votes;
    }

    private static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            sum += p[c] > 0 ? p[c] * (Math.log(p[c]) - Math.log(q[c])) : 0;
        }
        return sum;
    }
}
