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

/** Features of many pictures, which do not depend on how many threads take them. */
public final class PictureRows {

    private static final int CHUNK = 16;

    private PictureRows() {}

    /** The features of pictures, taken from one after the other. */
    static FloatMatrix each(PictureFeatures features, List<? extends Picture> pictures) throws IOException {
        int n = pictures.size();
        int cols = features.cols();
        Memory.require((long) n * cols * Float.BYTES, "The features of (%d) pictures".formatted(n));
        float[] values = new float[Math.multiplyExact(n, cols)];
        try {
            Workers.current().chunks(n, CHUNK, (from, to) -> {
                for (int row = from; row < to; row++) {
                    features.write(read(pictures.get(row)), values, row * cols);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return FloatMatrix.wrap(values, n, cols);
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
            return features.of(pictures);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
