package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.awt.image.BufferedImage;

/**
 * Histograms of oriented gradients: where edges lie and which way they run. The picture is brought to {@code size} ×
 * {@code size} pixels and cut into square cells; each pixel votes by the strength of its gradient for the two nearest
 * orientations of the four nearest cells. Blocks of 2 × 2 cells, one at every place, are brought to length 1, cut off at
 * 0.2 and brought to length 1 again ("L2-Hys").
 *
 * <p>Dalal, Triggs. <i>Histograms of oriented gradients for human detection.</i> CVPR 2005. As there: the mask [−1, 0, 1]
 * without smoothing, of the colour channel with the strongest gradient, orientations without sign.
 *
 * @param size pixels on each side, 8 to 512, a multiple of {@code cell}
 * @param cell pixels on each side of a cell, 2 to {@code size} / 2
 * @param orientations equal parts of 180 degrees, 2 to 36
 */
@AutoService(Part.class)
@Named(
        value = "gradients",
        summary = "Histograms of oriented gradients: where edges lie and which way they run, in [0, 1].",
        formula = "(size/cell − 1)² blocks of 4·orientations numbers, L2-Hys",
        cost = "O(pixels + size²)",
        paper = "Dalal, Triggs. Histograms of oriented gradients for human detection. CVPR 2005")
public record Gradients(
        @Help("pixels on each side, 8 to 512, a multiple of cell")
        int size,

        @Help("pixels on each side of a cell, 2 to size/2") int cell,
        @Help("equal parts of 180 degrees, 2 to 36") int orientations)
        implements PictureFeatures {

    /** Checks the ranges. */
    public Gradients {
        if (size < 8 || size > 512) {
            throw new IllegalArgumentException("The size (%d) must be 8 to 512.".formatted(size));
        }
        if (cell < 2 || cell > size / 2 || size % cell != 0) {
            throw new IllegalArgumentException(
                    "The cell (%d) must be at least 2 and divide the size (%d) into two or more."
                            .formatted(cell, size));
        }
        if (orientations < 2 || orientations > 36) {
            throw new IllegalArgumentException("The orientations (%d) must be 2 to 36.".formatted(orientations));
        }
    }

    /** 64 × 64 pixels, cells of 16 × 16, 9 orientations: 324 numbers. */
    public Gradients() {
        this(64, 16, 9);
    }

    @Override
    public int cols() {
        int blocks = size / cell - 1;
        return blocks * blocks * 4 * orientations;
    }

    @Override
    public void write(BufferedImage picture, float[] out, int at) {
        Planes planes = Planes.of(picture);
        float[][] channels = new float[planes.isGrey() ? 1 : 3][size * size];
        for (int channel = 0; channel < channels.length; channel++) {
            planes.resize(planes.plane(channel), size, size, channels[channel], 0);
        }
        new OrientedCells(this, channels).write(out, at);
    }
}
