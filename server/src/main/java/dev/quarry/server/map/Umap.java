package dev.quarry.server.map;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Neighbours;
import dev.quarry.server.job.Progress;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Uniform manifold approximation and projection into a plane: items that are neighbours among all columns stay neighbours;
 * what is far says little. The neighbours are exact, and one thread moves the points, so that the same rows and seed give
 * the same map.
 *
 * <p>McInnes, Healy, Melville. <i>UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction.</i> 2018.
 * Points begin at their first two principal components instead of a spectral embedding.
 *
 * @param neighbours how many neighbours each item holds on to, at least 2
 * @param epochs how often all points are moved
 * @param seed of the points that push each other away
 */
record Umap(int neighbours, int epochs, long seed) {

    /** The curve of closeness in the plane, fitted for points that may come as near as 0.1. */
    private static final double A = 1.5769;

    private static final double B = 0.8951;
    private static final int PUSHES = 5;
    private static final double STEEPEST = 4;
    private static final int HALVINGS = 64;
    private static final double WIDTH = 10;

    /** Fifteen neighbours; more rounds for few items. */
    static Umap usual(int items) {
        return new Umap(15, items <= 10_000 ? 400 : 200, 1);
    }

    /**
     * Places for some items.
     *
     * @param rows shape [m, d]
     * @param start shape [m, 2], where they begin
     * @return shape [m, 2]
     */
    FloatMatrix layout(Matrix rows, Matrix start, Progress progress) {
        progress.at(0, "looking for neighbours");
        Neighbours near = Neighbours.of(rows, neighbours, row -> row);
        Ties ties = Ties.of(near, epochs);
        double[] places = scaled(start);
        move(places, ties, progress);
        float[] out = new float[places.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) places[i];
        }
        return FloatMatrix.wrap(out, rows.rows(), 2);
    }

    private double[] scaled(Matrix start) {
        double[] places = new double[2 * start.rows()];
        double most = 1e-9;
        for (int i = 0; i < places.length; i++) {
            places[i] = start.get(i / 2, i % 2);
            most = Math.max(most, Math.abs(places[i]));
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < places.length; i++) {
            places[i] = WIDTH * places[i] / most + 1e-3 * (random.nextDouble() - 0.5); // no two on one spot
        }
        return places;
    }

    private void move(double[] places, Ties ties, Progress progress) {
        SplittableRandom random = new SplittableRandom(seed + 1);
        int items = places.length / 2;
        double[] next = ties.pauses.clone();
        for (int epoch = 0; epoch < epochs; epoch++) {
            progress.at((double) epoch / epochs, "moving %,d points".formatted(items));
            double step = 1 - (double) epoch / epochs;
            for (int tie = 0; tie < next.length; tie++) {
                if (next[tie] <= epoch + 1) {
                    next[tie] += ties.pauses[tie];
                    int from = 2 * ties.from[tie];
                    pull(places, from, 2 * ties.to[tie], step);
                    for (int push = 0; push < PUSHES; push++) {
                        int other = 2 * random.nextInt(items);
                        if (other != from) {
                            push(places, from, other, step);
                        }
                    }
                }
            }
        }
    }

    private static void pull(double[] places, int a, int b, double step) {
        double square = square(places, a, b);
        if (square > 0) {
            double power = Math.pow(square, B);
            double steep = -2 * A * B * power / square / (1 + A * power);
            for (int i = 0; i < 2; i++) {
                double move = step * cut(steep * (places[a + i] - places[b + i]));
                places[a + i] += move;
                places[b + i] -= move;
            }
        }
    }

    private static void push(double[] places, int a, int b, double step) {
        double square = square(places, a, b);
        double steep = 2 * B / ((0.001 + square) * (1 + A * Math.pow(square, B)));
        for (int i = 0; i < 2; i++) {
            double apart = places[a + i] - places[b + i];
            places[a + i] += step * (square > 0 ? cut(steep * apart) : STEEPEST);
        }
    }

    private static double square(double[] places, int a, int b) {
        double x = places[a] - places[b];
        double y = places[a + 1] - places[b + 1];
        return x * x + y * y;
    }

    private static double cut(double value) {
        return Math.max(-STEEPEST, Math.min(STEEPEST, value));
    }

    /**
     * Who holds on to whom, each pair both ways.
     *
     * @param pauses after how many epochs a pair is pulled together again: the closer, the more often
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Ties(int[] from, int[] to, double[] pauses) {

        static Ties of(Neighbours near, int epochs) {
            int n = near.size();
            int k = near.k();
            double[] close = new double[n * k];
            for (int row = 0; row < n; row++) {
                closeness(near, row, close);
            }
            int[] from = new int[2 * n * k];
            int[] to = new int[2 * n * k];
            double[] weights = new double[2 * n * k];
            int count = 0;
            double most = 0;
            for (int row = 0; row < n; row++) {
                for (int place = 0; place < k; place++) {
                    int other = near.neighbour(row, place);
                    int back = place(near, other, row);
                    if (back >= 0 && other < row) {
                        continue; // the other one's turn brought this pair
                    }
                    double there = close[row * k + place];
                    double here = back < 0 ? 0 : close[other * k + back];
                    double weight = there + here - there * here;
                    most = Math.max(most, weight);
                    for (boolean forth : new boolean[] {true, false}) {
                        from[count] = forth ? row : other;
                        to[count] = forth ? other : row;
                        weights[count++] = weight;
                    }
                }
            }
            return kept(from, to, weights, count, most, epochs);
        }

        private static Ties kept(int[] from, int[] to, double[] weights, int count, double most, int epochs) {
            int kept = 0;
            double[] pauses = new double[count];
            for (int i = 0; i < count; i++) {
                if (weights[i] * epochs >= most) {
                    from[kept] = from[i];
                    to[kept] = to[i];
                    pauses[kept++] = most / weights[i];
                }
            }
            return new Ties(Arrays.copyOf(from, kept), Arrays.copyOf(to, kept), Arrays.copyOf(pauses, kept));
        }

        private static int place(Neighbours near, int row, int wanted) {
            for (int place = 0; place < near.k(); place++) {
                if (near.neighbour(row, place) == wanted) {
                    return place;
                }
            }
            return -1;
        }

        /** Closeness falls with the distance beyond the nearest other one, so that each item has log2(k) neighbours in all. */
        private static void closeness(Neighbours near, int row, double[] close) {
            int k = near.k();
            double nearest = 0;
            double mean = 0;
            for (int place = k - 1; place >= 0; place--) {
                double distance = near.distance(row, place);
                nearest = distance > 0 ? distance : nearest;
                mean += distance / k;
            }
            double wanted = Math.log(k) / Math.log(2);
            double low = 0;
            double high = Double.POSITIVE_INFINITY;
            double width = 1;
            for (int i = 0; i < HALVINGS; i++) {
                double sum = 0;
                for (int place = 0; place < k; place++) {
                    sum += close(near.distance(row, place) - nearest, width);
                }
                if (sum > wanted) {
                    high = width;
                    width = (low + high) / 2;
                } else {
                    low = width;
                    width = Double.isInfinite(high) ? 2 * width : (low + high) / 2;
                }
            }
            width = Math.max(width, 1e-3 * mean);
            for (int place = 0; place < k; place++) {
                close[row * k + place] = close(near.distance(row, place) - nearest, width);
            }
        }

        private static double close(double beyond, double width) {
            return beyond <= 0 ? 1 : width <= 0 ? 0 : Math.exp(-beyond / width);
        }
    }
}
