package dev.quarry.dataset.feature;

import dev.quarry.dataset.Columns;
import dev.quarry.dataset.Picture;
import dev.quarry.dataset.Preparation;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Workers;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Features of many pictures, which do not depend on how many threads take them. */
public final class PictureRows {

    private static final int CHUNK = 16;
    private static final int BLOCK = 32 * CHUNK;

    private PictureRows() {}

    /** The features of pictures, taken from one after the other. */
    static FloatMatrix each(PictureFeatures features, List<? extends Picture> pictures) throws IOException {
        int n = pictures.size();
        int cols = features.cols();
        Memory.require((long) n * cols * Float.BYTES, "The features of (%d) pictures".formatted(n));
        float[] values = new float[Math.multiplyExact(n, cols)];
        try {
            for (int start = 0; start < n; start += BLOCK) {
                if (n > BLOCK) {
                    told(start, n);
                }
                int first = start;
                int last = Math.min(n, start + BLOCK);
                Workers.current().chunks(last - first, CHUNK, (from, to) -> {
                    for (int row = first + from; row < first + to; row++) {
                        features.write(read(pictures.get(row)), values, row * cols);
                    }
                });
            }
            told(n, n);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return FloatMatrix.wrap(values, n, cols);
    }

    /** Tells the listener, and ends the work if it asks for that. */
    private static void told(int done, int all) {
        FeatureListener listener = FeatureListener.current();
        listener.progress("pictures", done, all);
        if (done < all && listener.isCancelled()) {
            throw new CancellationException(
                    "The features of pictures were cancelled after (%d) of (%d).".formatted(done, all));
        }
    }

    private static BufferedImage read(Picture picture) {
        try {
            return picture.image();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The preparation of pictures whose features were taken already.
     *
     * @param taken the features, shape [n, d]
     * @param scaling how they are scaled
     */
    public static Preparation preparation(
            PictureFeatures features, Scaling scaling, FloatMatrix taken, List<? extends Picture> pictures) {
        List<Picture> all = List.copyOf(pictures);
        List<String> names = features.names();
        Preparation own = scaling instanceof Unscaled // pictures lack no number
                ? Preparation.fixed(taken, names)
                : new ScaledColumns(
                        taken, names.isEmpty() ? Columns.unnamed(taken.cols()) : Columns.named(names), scaling);
        return Extracted.ofPictures(features, own, other -> Preparation.fixed(again(other, all), other.names()));
    }

    private static FloatMatrix again(PictureFeatures features, List<Picture> pictures) {
        try {
            return features.rows(pictures);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
