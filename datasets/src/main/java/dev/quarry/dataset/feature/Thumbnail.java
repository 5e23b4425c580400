package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.awt.image.BufferedImage;

/**
 * What a picture looks like from afar: a small grey copy of it, then how often each colour occurs. Needs no network and
 * no training; a fair start for a map, for duplicates and for small comparisons, no match for learnt features.
 *
 * @param size pixels on each side of the grey copy, 1 to 128
 * @param colours parts into which each of red, green and blue is cut, 0 (no colours) to 8
 */
@AutoService(Part.class)
@Named(
        value = "thumbnail",
        summary = "A small grey copy and a colour histogram, in [0, 1].",
        formula = "[grey size × size, √share of colours³ cells]",
        cost = "O(pixels)")
public record Thumbnail(
        @Help("pixels on each side of the grey copy, 1 to 128")
        int size,

        @Help("parts into which each colour channel is cut, 0 to 8")
        int colours)
        implements PictureFeatures {

    /** Checks the ranges. */
    public Thumbnail {
        if (size < 1 || size > 128) {
            throw new IllegalArgumentException("The size (%d) must be 1 to 128.".formatted(size));
        }
        if (colours < 0 || colours > 8) {
            throw new IllegalArgumentException("The colours (%d) must be 0 to 8.".formatted(colours));
        }
    }

    /** 16 × 16 grey pixels and 4³ colours: 320 numbers. */
    public Thumbnail() {
        this(16, 4);
    }

    @Override
    public int cols() {
        return size * size + colours * colours * colours;
    }

    @Override
    public void write(BufferedImage picture, float[] out, int at) {
        Planes planes = Planes.of(picture);
        planes.resize(planes.grey(), size, size, out, at);
        if (colours > 0) {
            new ColourHistogram(colours).write(planes, out, at + size * size);
        }
    }
}
