package dev.quarry.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far every row is from the nearest row of another cluster: squared, to the bit the distance of {@link Distances},
 * infinite where there is no other cluster. Each pair of rows of different clusters is bounded once, at the speed of a
 * matrix product, for both of its rows; only pairs that may matter are measured.
 *
 * <p>O(n²·d / 2) time, O(n) memory beside the rows in the order of their clusters; rows of a file stay there.
 */
final class Foes {

    private static final int BLOCK = 512;
    private static final int ROWS = 32;

    private final int d;
    private final int[][] rows; // of each cluster, ascending
    private final Matrix[] places; // of each cluster
    private final double[] squared;

    private Foes(Matrix points, int[] clusters) {
        int count = Arrays.stream(clusters).max().orElse(-1) + 1;
        this.d = points.cols();
        this.rows = IntStream.range(0, count)
                .mapToObj(cluster -> where(clusters, cluster))
                .toArray(int[][]::new);
        if (points.isInMemory()) {
            long bytes = points.isDouble() ? Double.BYTES : Float.BYTES;
            Memory.require(bytes * points.rows() * d, "A copy of the rows cluster by cluster");
        }
        this.places = Arrays.stream(rows).map(points::among).toArray(Matrix[]::new);
        this.squared = new double[points.rows()];
        Arrays.fill(squared, Double.POSITIVE_INFINITY);
    }

    private static int[] where(int[] clusters, int cluster) {
        return IntStream.range(0, clusters.length)
                .filter(row -> clusters[row] == cluster)
                .toArray();
    }

    /** Rows {@code from} (inclusive) to {@code to} (exclusive) of a cluster. */
    private record Run(int cluster, int from, int to) {}

    /**
     * The squared distance of every row to its nearest foe.
     *
     * @param points shape [n, d]
     * @param clusters the cluster of each row, 0 to c − 1
     */
    static double[] squared(Matrix points, int[] clusters) {
        Foes foes = new Foes(points, clusters);
        List<Run> runs = new ArrayList<>();
        for (int cluster = 0; cluster < foes.rows.length; cluster++) {
            int size = foes.rows[cluster].length;
            for (int from = 0; from < size; from += BLOCK) {
                runs.add(new Run(cluster, from, Math.min(size, from + BLOCK)));
            }
        }
        Workers.current().chunks(runs.size(), 1, (from, to) -> foes.narrow(foes.new Work(runs.get(from)).done()));
        return foes.squared;
    }

    private synchronized double[] known() {
        return squared.clone();
    }

    private synchronized void narrow(double[] some) {
        for (int row = 0; row < some.length; row++) {
            squared[row] = Math.min(squared[row], some[row]);
        }
    }

    /** The pairs of a run with all rows of later clusters. */
    private final class Work {
        private final Run run;
        private final int[] own;
        private final RowBlock block;
        private final double[] least = known();
        private float[] reaches = {}; // those of the run, rounded up

        Work(Run run) {
            this.run = run;
            this.own = rows[run.cluster];
            this.block = new RowBlock(places[run.cluster]).read(run.from, run.to);
        }

        double[] done() {
            boolean bounded = Vectors.PRESENT && !places[run.cluster].isDouble();
            ProductTile tile =
                    bounded ? new ProductTile(block.floats(), block.at(run.from), run.to - run.from, d) : null;
            float[] bounds = new float[tile == null ? 0 : ROWS * tile.columns() + Simd.LANES];
            reaches = new float[tile == null ? 0 : tile.columns() + Simd.LANES];
            Arrays.fill(reaches, Float.NEGATIVE_INFINITY);
            for (int c = run.from; c < run.to && tile != null; c++) {
                reaches[c - run.from] = up(least[own[c]]);
            }
            for (int cluster = run.cluster + 1; cluster < rows.length; cluster++) {
                RowBlock others = new RowBlock(places[cluster]);
                for (int start = 0; start < rows[cluster].length; start += ROWS) {
                    int stop = Math.min(start + ROWS, rows[cluster].length);
                    others.read(start, stop);
                    if (tile != null) {
                        tile.shifted(others.floats(), others.at(start), stop - start, bounds);
                    }
                    for (int row = start; row < stop; row++) {
                        if (tile == null) {
                            all(others, row, rows[cluster][row]);
                        } else {
                            some(others, row, rows[cluster][row], tile, bounds, (row - start) * tile.columns());
                        }
                    }
                }
            }
            return least;
        }

        private void all(RowBlock others, int row, int foe) {
            for (int c = run.from; c < run.to; c++) {
                measure(others, row, foe, c);
            }
        }

        private void some(RowBlock others, int row, int foe, ProductTile tile, float[] bounds, int at) {
            double square = others.square(row);
            double shift = tile.slack(square) - square;
            int end = at + run.to - run.from;
            for (int next = at; next < end; next++) {
                next = Simd.firstNotAboveEither(bounds, next, end, up(least[foe] + shift), reaches, -at, up(shift));
                if (next < end) {
                    int c = run.from + next - at;
                    measure(others, row, foe, c);
                    reaches[next - at] = up(least[own[c]]);
                }
            }
        }

        private void measure(RowBlock others, int row, int foe, int c) {
            double distance = others.squared(row, block, c);
            least[foe] = Math.min(least[foe], distance);
            least[own[c]] = Math.min(least[own[c]], distance);
        }

        private static float up(double value) {
            return Math.nextUp((float) (value + Math.abs(value) * 0x1p-22));
        }
    }
}
