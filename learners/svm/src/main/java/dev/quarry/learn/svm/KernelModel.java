package dev.quarry.learn.svm;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Model;
import dev.quarry.learn.Rules;
import dev.quarry.learn.SeenClasses;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A fitted {@link SupportVectorMachine}: its support vectors, class after class, and their coefficients. */
public final class KernelModel implements Model {

    private static final int ROWS = 64;
    private static final double LEAST = 1e-7; // how near 0 and 1 the probability of a pair may come, as in libsvm

    private final SeenClasses classes;
    private final Similarity similarity;
    private final FloatMatrix vectors; // [S, d]
    private final DoubleMatrix coefficients; // [S, C] by the other class
    private final int[] begins; // of each class, and S
    private final double[] subtrahends; // per pair
    private final Sigmoid[] sigmoids; // per pair

    private KernelModel(
            SeenClasses classes,
            Similarity similarity,
            FloatMatrix vectors,
            DoubleMatrix coefficients,
            int[] begins,
            double[] subtrahends,
            Sigmoid[] sigmoids) {
        this.classes = classes;
        this.similarity = similarity;
        this.vectors = vectors;
        this.coefficients = coefficients;
        this.begins = begins;
        this.subtrahends = subtrahends;
        this.sigmoids = sigmoids;
    }

    static KernelModel of(PairwiseFit fit, SeenClasses classes) {
        DistinctRows rows = fit.rows();
        int[] support = IntStream.range(0, rows.size())
                .filter(row -> Arrays.stream(fit.coefficients(row)).anyMatch(value -> value != 0))
                .toArray();
        int[] begins = new int[rows.classes() + 1];
        double[][] coefficients = new double[support.length][];
        for (int s = 0; s < support.length; s++) {
            coefficients[s] = fit.coefficients(support[s]);
        }
        for (int c = 0; c < begins.length; c++) {
            int begin = rows.begin(c);
            begins[c] = (int) Arrays.stream(support).filter(row -> row < begin).count();
        }
        return new KernelModel(
                classes,
                fit.similarity(),
                FloatMatrix.wrap(rows.values(), rows.size(), rows.width()).select(support),
                DoubleMatrix.of(coefficients),
                begins,
                fit.subtrahends(),
                fit.sigmoids());
    }

    /** The one that {@link #state} wrote down. */
    static KernelModel of(State state, Similarity similarity) {
        SeenClasses classes = SeenClasses.of(state);
        int count = classes.count();
        int pairs = count * (count - 1) / 2;
        Matrix vectors = state.matrix("support-vectors");
        int[] begins = state.whole("begins");
        if (begins.length != count + 1
                || begins[0] != 0
                || begins[count] != vectors.rows()
                || IntStream.range(0, count).anyMatch(c -> begins[c] > begins[c + 1])) {
            throw new IllegalArgumentException(
                    "The value (begins) is %s, which does not cut (%d) support vectors into (%d) classes."
                            .formatted(Arrays.toString(begins), vectors.rows(), count));
        }
        Matrix sigmoids = state.matrix("sigmoids", pairs, 2);
        Sigmoid[] each = new Sigmoid[pairs];
        Arrays.setAll(each, pair -> new Sigmoid(sigmoids.get(pair, 0), sigmoids.get(pair, 1)));
        return new KernelModel(
                classes,
                similarity,
                vectors.toFloat(),
                state.matrix("coefficients", vectors.rows(), count).toDouble(),
                begins,
                state.matrix("subtrahends", 1, pairs).toDouble().values(),
                each);
    }

    @Override
    public State state() {
        double[][] each = new double[sigmoids.length][];
        Arrays.setAll(each, pair -> new double[] {sigmoids[pair].a(), sigmoids[pair].b()});
        return classes.addTo(State.empty())
                .with("gamma", new double[] {similarity.gamma()})
                .with("support-vectors", vectors)
                .with("coefficients", coefficients)
                .with("begins", begins)
                .with("subtrahends", subtrahends)
                .with("sigmoids", DoubleMatrix.of(each));
    }

    @Override
    public int classes() {
        return classes.ofTask();
    }

    /** The rows that the machines are made of, float32, shape [S, d]. */
    public FloatMatrix supportVectors() {
        return vectors;
    }

    /**
     * The decision values of all pairs of seen classes, (0, 1), (0, 2) … (1, 2) …: above 0 for the first one.
     *
     * @param features shape [n, d]
     * @return shape [n, C(C − 1)/2]
     */
    public DoubleMatrix decisions(Matrix features) {
        Rules.width(features, vectors.cols());
        int pairs = subtrahends.length;
        double[] out = new double[Math.multiplyExact(features.rows(), pairs)];
        Workers.current().chunks(features.rows(), ROWS, (from, to) -> {
            double[][] sums = sums(features, from, to);
            for (int pair = 0; pair < pairs; pair++) {
                for (int r = 0; r < to - from; r++) {
                    out[(from + r) * pairs + pair] = sums[pair][r] - subtrahends[pair];
                }
            }
        });
        return DoubleMatrix.wrap(out, features.rows(), pairs);
    }

    /** Σ coefficient · similarity, by pair and row. */
    private double[][] sums(Matrix features, int from, int to) {
        int d = vectors.cols();
        int count = classes.count();
        float[] rows = new float[(to - from) * d];
        features.copyRows(from, to, rows);
        double[][] sums = new double[subtrahends.length][to - from];
        double[] similarities = new double[to - from];
        for (int own = 0; own < count; own++) {
            for (int s = begins[own]; s < begins[own + 1]; s++) {
                for (int r = 0; r < similarities.length; r++) {
                    similarities[r] = similarity.of(vectors.values(), s * d, rows, r * d, d);
                }
                for (int other = 0; other < count; other++) {
                    double coefficient = coefficients.values()[s * count + other];
                    if (coefficient != 0) {
                        add(sums[pair(Math.min(own, other), Math.max(own, other))], coefficient, similarities);
                    }
                }
            }
        }
        return sums;
    }

    private int pair(int a, int b) {
        return a * (2 * classes.count() - a - 1) / 2 + b - a - 1;
    }

    private static void add(double[] sum, double factor, double[] values) {
        for (int r = 0; r < sum.length; r++) {
            sum[r] += factor * values[r];
        }
    }

    @Override
    public DoubleMatrix probabilities(Matrix features) {
        DoubleMatrix decisions = decisions(features);
        double[] out = new double[Math.multiplyExact(features.rows(), classes())];
        Workers.current().chunks(features.rows(), ROWS, (from, to) -> {
            int count = classes.count();
            Coupling coupling = new Coupling(count);
            double[][] r = new double[count][count];
            double[] p = new double[count];
            for (int i = from; i < to; i++) {
                for (int a = 0; a < count; a++) {
                    for (int b = a + 1; b < count; b++) {
                        double first = sigmoids[pair(a, b)].of(decisions.get(i, pair(a, b)));
                        r[a][b] = Math.min(1 - LEAST, Math.max(LEAST, first));
                        r[b][a] = 1 - r[a][b];
                    }
                }
                coupling.couple(r, p);
                classes.scatter(p, out, i);
            }
        });
        return DoubleMatrix.wrap(out, features.rows(), classes());
    }
}
