package dev.quarry.dataset.feature;

import dev.quarry.dataset.PictureShape;
import dev.quarry.part.Part;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/** Turns one picture of any size into numbers, in [0, 1] unless the part says otherwise. */
public interface PictureFeatures extends Part {

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

    /** How the numbers are laid out as a picture, if they are one. */
    default Optional<PictureShape> shape() {
        return Optional.empty();
    }
}
