package dev.quarry.server.map;

import dev.quarry.bundle.State;
import dev.quarry.dataset.reduce.Pca;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Neighbours;
import dev.quarry.kernel.Randomness;
import dev.quarry.server.job.Progress;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** How items come onto a map. */
enum Projection {
    /** The two directions in which they vary most, learnt from a sample where there are many. */
    PCA(
            "Principal components",
            "The two directions in which the items vary most. Far is far, but much lies on one spot."),

    /** Neighbours stay neighbours. */
    UMAP("UMAP", "Items that are alike lie together; how far groups are from each other says little.");

    /** More items than this and the directions are learnt from so many, drawn at random. */
    static final int MOST_LEARNT = 5_000;

    /** More items than this and only so many are laid out; the others are placed among their nearest of these. */
    static final int MOST_LAID_OUT = 20_000;

    private static final int COLUMNS = 50;
    private static final int NEAREST = 5;
    private static final int BLOCK = 16_384;
    private static final Randomness SAMPLE = Randomness.seed(0).purpose("map");

    private final String title;
    private final String help;

    Projection(String title, String help) {
        this.title = title;
        this.help = help;
    }

    String title() {
        return title;
    }

    String help() {
        return help;
    }

    /** As programs name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if there is none of this name
     */
    static Projection of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no map (%s). Maybe (pca) or (umap).".formatted(word)));
    }

    /** Whether places are approximate for so many items. */
    boolean isApproximate(int items) {
        return this == UMAP && items > MOST_LAID_OUT;
    }

    /**
     * Places for all items.
     *
     * @param features shape [n, d]
     * @return shape [n, 2]
     * @throws IllegalStateException if there are too few of them
     */
    FloatMatrix place(Matrix features, Progress progress) {
        if (features.rows() < 3) {
            throw new IllegalStateException(
                    "A map takes (3) items with features; there are (%d).".formatted(features.rows()));
        }
        return switch (this) {
            case PCA -> plane(features, progress);
            case UMAP -> neighbourhoods(features, progress);
        };
    }

    private static FloatMatrix plane(Matrix features, Progress progress) {
        progress.at(-1, "looking for directions");
        Matrix columns = components(features, 2);
        if (columns.cols() == 2) {
            return columns.toFloat();
        }
        float[] places = new float[2 * features.rows()];
        for (int row = 0; row < features.rows(); row++) {
            places[2 * row] = (float) columns.get(row, 0);
        }
        return FloatMatrix.wrap(places, features.rows(), 2);
    }

    private static FloatMatrix components(Matrix features, int most) {
        int[] rows = sample(features.rows(), MOST_LEARNT);
        Pca pca = new Pca(Math.min(most, Math.min(features.cols(), rows.length)), false);
        State learnt = pca.learn(features, rows);
        return pca.apply(features, learnt);
    }

    /** Some rows by their random numbers, ascending: the same ones for the same count. */
    static int[] sample(int rows, int most) {
        if (rows <= most) {
            return IntStream.range(0, rows).toArray();
        }
        long[] bits = new long[rows];
        Arrays.setAll(bits, SAMPLE::bits);
        long[] sorted = bits.clone();
        Arrays.sort(sorted);
        return IntStream.range(0, rows).filter(row -> bits[row] < sorted[most]).toArray();
    }

    private static FloatMatrix neighbourhoods(Matrix features, Progress progress) {
        progress.at(-1, "looking for directions");
        FloatMatrix columns = components(features, COLUMNS);
        int[] sample = sample(columns.rows(), MOST_LAID_OUT);
        FloatMatrix chosen = sample.length == columns.rows() ? columns : columns.select(sample);
        FloatMatrix places = Umap.usual(sample.length).layout(chosen, plane(chosen, progress), progress);
        return sample.length == columns.rows() ? places : placeOthers(columns, chosen, sample, places, progress);
    }

    private static FloatMatrix placeOthers(
            FloatMatrix columns, FloatMatrix chosen, int[] sample, FloatMatrix places, Progress progress) {
        float[] all = new float[2 * columns.rows()];
        for (int from = 0; from < columns.rows(); from += BLOCK) {
            progress.at((double) from / columns.rows(), "placing the others among them");
            int first = from;
            int[] block = IntStream.range(from, Math.min(columns.rows(), from + BLOCK))
                    .toArray();
            Neighbours near = Neighbours.of(columns.select(block), chosen, NEAREST, row -> row);
            for (int i = 0; i < block.length; i++) {
                between(near, i, places, all, 2 * (first + i));
            }
        }
        for (int i = 0; i < sample.length; i++) {
            all[2 * sample[i]] = (float) places.get(i, 0);
            all[2 * sample[i] + 1] = (float) places.get(i, 1);
        }
        return FloatMatrix.wrap(all, columns.rows(), 2);
    }

    /** The middle of the nearest, the nearer the heavier. */
    private static void between(Neighbours near, int row, FloatMatrix places, float[] out, int at) {
        double nearest = near.distance(row, 0);
        double width = 1e-12;
        for (int place = 0; place < near.k(); place++) {
            width += (near.distance(row, place) - nearest) / near.k();
        }
        double x = 0;
        double y = 0;
        double sum = 0;
        for (int place = 0; place < near.k(); place++) {
            double weight = Math.exp((nearest - near.distance(row, place)) / width);
            x += weight * places.get(near.neighbour(row, place), 0);
            y += weight * places.get(near.neighbour(row, place), 1);
            sum += weight;
        }
        out[at] = (float) (x / sum);
        out[at + 1] = (float) (y / sum);
    }
}
