package dev.quarry.dataset.feature;

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

    /** Where pictures come from. */
    @FunctionalInterface
    public interface Source {
        /** Picture number {@code row}. */
        BufferedImage image(int row) throws IOException;
    }

    /**
     * The features of pictures 0 to {@code n} − 1, shape [n, d].
     *
     * @throws IOException if a picture cannot be read; the message says which
     * @throws IllegalStateException if the features do not fit the memory budget
     */
    public static FloatMatrix of(PictureFeatures features, int n, Source source) throws IOException {
        int cols = features.cols();
        Memory.require((long) n * cols * Float.BYTES, "The features of (%d) pictures".formatted(n));
        float[] values = new float[Math.multiplyExact(n, cols)];
        try {
            Workers.current().chunks(n, CHUNK, (from, to) -> {
                for (int row = from; row < to; row++) {
                    features.write(read(source, row), values, row * cols);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return FloatMatrix.wrap(values, n, cols);
    }

    private static BufferedImage read(Source source, int row) {
        try {
            return source.image(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The preparation of pictures whose features were taken already. */
    public static Preparation preparation(
            PictureFeatures features, FloatMatrix taken, List<? extends Picture> pictures) {
        List<Picture> all = List.copyOf(pictures);
        return Extracted.ofPictures(
                features,
                Preparation.fixed(taken, List.of()),
                other -> Preparation.fixed(again(other, all), List.of()));
    }

    private static FloatMatrix again(PictureFeatures features, List<Picture> pictures) {
        try {
            return of(features, pictures.size(), row -> pictures.get(row).image());
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
