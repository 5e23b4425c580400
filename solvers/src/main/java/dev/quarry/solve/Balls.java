package dev.quarry.solve;

import dev.quarry.kernel.NearPairs;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Candidates and the distances between those that are near each other: what a radius covers. Distances are squared. */
final class Balls {

    private final NearPairs pairs;
    private final double[] labelled;

    /** @param labelled the distance of each candidate to the nearest labelled item, the largest number where there is none */
    Balls(NearPairs pairs, double[] labelled) {
        this.pairs = pairs;
        this.labelled = labelled.clone();
    }

    int size() {
        return labelled.length;
    }

    /** The distance of each candidate to the nearest labelled item, as a fresh array. */
    double[] labelled() {
        return labelled.clone();
    }

    /** The squared distances that a best radius may have, from {@code least} to {@code most}, ascending. */
    double[] radii(double least, double most) {
        long count = 0;
        for (int row = 0; row < size(); row++) {
            count += pairs.degree(row) + 1;
        }
        double[] all = new double[Math.toIntExact((count - size()) / 2 + 2L * size())];
        int end = 0;
        for (int row = 0; row < size(); row++) {
            if (labelled[row] >= least && labelled[row] <= most) {
                all[end++] = labelled[row];
            }
            for (int place = 0; place < pairs.degree(row); place++) {
                double squared = pairs.squared(row, place);
                if (pairs.row(row, place) >= row && squared >= least && squared <= most) {
                    all[end++] = squared;
                }
            }
        }
        Arrays.sort(all, 0, end);
        int distinct = 0;
        for (int i = 0; i < end; i++) {
            if (i == 0 || all[i] != all[distinct - 1]) {
                all[distinct++] = all[i];
            }
        }
        return Arrays.copyOf(all, distinct);
    }

    /** The squared distance of each candidate to the nearest centre or labelled item, as far as it is known. */
    double[] nearest(int[] centres) {
        double[] nearest = labelled.clone();
        for (int centre : centres) {
            for (int place = 0; place < pairs.degree(centre); place++) {
                int row = pairs.row(centre, place);
                nearest[row] = Math.min(nearest[row], pairs.squared(centre, place));
            }
        }
        return nearest;
    }

    /** The squared radius within which all but the {@code outliers} farthest lie. */
    static double radius(double[] nearest, int outliers) {
        double[] sorted = nearest.clone();
        Arrays.sort(sorted);
        return outliers >= sorted.length ? 0 : sorted[sorted.length - 1 - outliers];
    }

    /** The cover that a squared radius asks for: a row for each candidate that no labelled item covers. */
    Cover cover(double radius, int centres, int outliers) {
        int[][] rows = IntStream.range(0, size())
                .filter(row -> labelled[row] > radius)
                .mapToObj(row -> IntStream.range(0, pairs.degree(row))
                        .filter(place -> pairs.squared(row, place) <= radius)
                        .map(place -> pairs.row(row, place))
                        .toArray())
                .toArray(int[][]::new);
        return new Cover(size(), rows, centres, outliers);
    }

    /** So many candidates, each in turn the one within whose squared radius most are not covered yet, the lowest of equals. */
    int[] greedy(double radius, int centres) {
        boolean[] covered = new boolean[size()];
        int[] gains = new int[size()];
        for (int row = 0; row < size(); row++) {
            covered[row] = true;
            if (labelled[row] > radius) {
                covered[row] = false;
                change(row, radius, gains, 1);
            }
        }
        int[] chosen = new int[centres];
        for (int i = 0; i < centres; i++) {
            int best = 0;
            for (int row = 1; row < gains.length; row++) {
                best = gains[row] > gains[best] ? row : best;
            }
            chosen[i] = best;
            for (int place = 0; place < pairs.degree(best); place++) {
                int row = pairs.row(best, place);
                if (!covered[row] && pairs.squared(best, place) <= radius) {
                    covered[row] = true;
                    change(row, radius, gains, -1);
                }
            }
        }
        return chosen;
    }

    private void change(int covered, double radius, int[] gains, int by) {
        for (int place = 0; place < pairs.degree(covered); place++) {
            if (pairs.squared(covered, place) <= radius) {
                gains[pairs.row(covered, place)] += by;
            }
        }
    }
}
