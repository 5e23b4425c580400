package dev.quarry.dataset.reduce;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.State;
import dev.quarry.dataset.Reduction;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Principal components: the directions in which the rows vary most, in float64. Up to 1,024 columns all eigenvectors of
 * the covariance are found and the first ones kept; beyond that only the first ones are sought, until they are exact up to
 * 10⁻⁹ of the greatest variance. The entry of greatest size of each direction is positive.
 *
 * <p>Pearson. <i>On lines and planes of closest fit to systems of points in space.</i> 1901.
 *
 * @param dimensions how many directions, at least 1
 * @param whiten whether each new column is divided by its standard deviation (over n − 1); one without variance becomes 0
 */
@AutoService(Part.class)
@Named(
        value = "pca",
        summary = "The directions in which the items vary most, mean 0.",
        formula = "(x − mean) · axesᵀ [/ standard deviations]",
        cost = "O(n·d² + d³) to 1,024 columns, then O(n·d·dimensions) a dozen times",
        paper = "Pearson. On lines and planes of closest fit to systems of points in space. 1901")
public record Pca(
        @Help("how many directions, at least 1") int dimensions,

        @Help("whether each new column is divided by its standard deviation")
        boolean whiten)
        implements Reduction {

    private static final int EXACT = 1024;
    private static final int CHUNK = 256;
    /** A variance below this part of the greatest is rounding. */
    private static final double ROUNDING = 1e-12;

    /** Checks the range. */
    public Pca {
        if (dimensions < 1) {
            throw new IllegalArgumentException("The dimensions (%d) must be at least 1.".formatted(dimensions));
        }
    }

    /** Fifty directions, not whitened. */
    public Pca() {
        this(50, false);
    }

    @Override
    public State learn(Matrix features, int[] rows) {
        int d = features.cols();
        if (dimensions > Math.min(d, rows.length)) {
            throw new IllegalArgumentException(
                    "The dimensions (%d) of pca are more than the (%d) columns or the (%d) rows to learn from. Maybe (reduce: pca{dimensions: %d})."
                            .formatted(dimensions, d, rows.length, Math.max(1, Math.min(d, rows.length) / 2)));
        }
        int[] ordered = rows.clone();
        Arrays.sort(ordered); // so that the sums do not depend on the order of the rows
        Covariance covariance = new Covariance(features, ordered);
        Eigenpairs axes = d <= EXACT
                ? Eigenpairs.of(covariance.full(), d, dimensions)
                : KrylovEigenpairs.of(covariance, dimensions);
        return State.empty()
                .with("mean", covariance.mean())
                .with("variances", axes.values())
                .with("axes", axes.vectors());
    }

    @Override
    public FloatMatrix apply(Matrix features, State learnt) {
        int d = features.cols();
        double[] mean = learnt.numbers("mean");
        if (mean.length != d) {
            throw new IllegalArgumentException(
                    "The axes were learnt with (%d) columns but there are (%d) here. Maybe it is another kind of data."
                            .formatted(mean.length, d));
        }
        int n = features.rows();
        Memory.require(
                (long) n * dimensions * Float.BYTES, "The (%d) components of (%d) items".formatted(dimensions, n));
        double[] columns = columns(learnt.matrix("axes", dimensions, d), learnt.numbers("variances"));
        float[] out = new float[Math.multiplyExact(n, dimensions)];
        Workers.current().chunks(n, CHUNK, (from, to) -> {
            double[] row = new double[d];
            double[] sums = new double[dimensions];
            for (int i = from; i < to; i++) {
                features.copyRow(i, row);
                Arrays.fill(sums, 0);
                for (int j = 0; j < d; j++) {
                    double x = row[j] - mean[j];
                    for (int k = 0; k < dimensions; k++) {
                        sums[k] += x * columns[j * dimensions + k];
                    }
                }
                for (int k = 0; k < dimensions; k++) {
                    out[i * dimensions + k] = (float) sums[k];
                }
            }
        });
        return FloatMatrix.wrap(out, n, dimensions);
    }

    /** The axes as columns, divided by the deviations where they are whitened, shape [d, dimensions]. */
    private double[] columns(Matrix axes, double[] variances) {
        double[] columns = new double[Math.multiplyExact(axes.cols(), dimensions)];
        double[] axis = new double[axes.cols()];
        for (int k = 0; k < dimensions; k++) {
            axes.copyRow(k, axis);
            double factor = !whiten ? 1 : variances[k] > ROUNDING * variances[0] ? 1 / Math.sqrt(variances[k]) : 0;
            for (int j = 0; j < axis.length; j++) {
                columns[j * dimensions + k] = axis[j] * factor;
            }
        }
        return columns;
    }

    @Override
    public int cols(State learnt) {
        return dimensions;
    }

    @Override
    public List<String> names(State learnt) {
        return IntStream.rangeClosed(1, dimensions).mapToObj("pc%d"::formatted).toList();
    }
}
