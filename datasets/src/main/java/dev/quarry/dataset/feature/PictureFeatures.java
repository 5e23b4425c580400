package dev.quarry.dataset.feature;

import dev.quarry.dataset.Picture;
import dev.quarry.dataset.PictureShape;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.part.Part;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Turns one picture of any size into numbers, in [0, 1] unless the part says otherwise. */
public interface PictureFeatures extends Part {

    /**
     * Several features side by side.
     *
     * @param features at least one
     */
    static PictureFeatures of(List<PictureFeatures> features) {
        return features.size() == 1 ? features.getFirst() : new Together(features);
    }

    /** How many numbers, d. */
    int cols();

    /** The names of the numbers, or none. */
    default List<String> names() {
        return List.of();
    }

    /**
     * The numbers of a picture.
     *
     * @param out {@code cols()} numbers from {@code at} on are written
     */
    void write(BufferedImage picture, float[] out, int at);

    /** Whether {@link #rows} is more than {@link #write} for one picture after the other, and much faster. */
    default boolean isBatched() {
        return false;
    }

    /**
     * The numbers of many pictures, one row each, in their order, shape [n, d]. The number of threads does not change
     * them. Features that are better computed for several pictures at once do it here.
     *
     * @throws IOException if a picture cannot be read; the message says which
     * @throws IllegalStateException if they do not fit the memory budget
     */
    default FloatMatrix rows(List<? extends Picture> pictures) throws IOException {
        return PictureRows.each(this, pictures);
    }

    /** How the numbers are laid out as a picture, if they are one. */
    default Optional<PictureShape> shape() {
        return Optional.empty();
    }
}
