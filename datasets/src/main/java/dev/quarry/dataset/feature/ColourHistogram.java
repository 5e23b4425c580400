package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.awt.image.BufferedImage;

/**
 * How often each colour occurs in a picture: the cube of colours cut into {@code bins} parts along red, green and blue,
 * the square root of the share of each cell, so that rare colours count too. Euclidean distance between such roots is
 * the Hellinger distance between the histograms.
 *
 * <p>Swain, Ballard. <i>Color indexing.</i> International Journal of Computer Vision 7, 1991.
 *
 * @param bins parts into which each of red, green and blue is cut, 1 to 8
 */
@AutoService(Part.class)
@Named(
        value = "colour-histogram",
        summary = "How often each colour occurs, in [0, 1].",
        formula = "√share of each of bins³ cells",
        cost = "O(pixels)",
        paper = "Swain, Ballard. Color indexing. IJCV 1991")
public record ColourHistogram(
        @Help("parts into which each colour channel is cut, 1 to 8")
        int bins) implements PictureFeatures {

    /** Checks the range. */
    public ColourHistogram {
        if (bins < 1 || bins > 8) {
            throw new IllegalArgumentException("The bins (%d) must be 1 to 8.".formatted(bins));
        }
    }

    /** 4³ colours: 64 numbers. */
    public ColourHistogram() {
        this(4);
    }

    @Override
    public int cols() {
        return bins * bins * bins;
    }

    @Override
    public void write(BufferedImage picture, float[] out, int at) {
        write(Planes.of(picture), out, at);
    }

    void write(Planes planes, float[] out, int at) {
        float[] red = planes.plane(0);
        float[] green = planes.plane(1);
        float[] blue = planes.plane(2);
        int[] counts = new int[cols()];
        for (int i = 0; i < red.length; i++) {
            counts[(bin(red[i]) * bins + bin(green[i])) * bins + bin(blue[i])]++;
        }
        for (int cell = 0; cell < counts.length; cell++) {
            out[at + cell] = (float) Math.sqrt((double) counts[cell] / red.length);
        }
    }

    private int bin(float value) {
        return Math.min(bins - 1, (int) (value * bins));
    }
}
