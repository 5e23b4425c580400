package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * What is technically right or wrong with a picture, at its own size, in the measures of the image-quality plugin of
 * FiftyOne, so that values from there and from here compare. Grey is 8-bit, 0.299 red + 0.587 green + 0.114 blue in the
 * fixed-point arithmetic of OpenCV.
 *
 * <ul>
 *   <li>{@code brightness}, [0, 1]: √(0.241 r² + 0.691 g² + 0.068 b²) / 255 of the means of the channels
 *   <li>{@code contrast}, 0 to 255: greatest minus least grey
 *   <li>{@code saturation}, [0, 255]: mean of S of HSV, 8-bit
 *   <li>{@code blurriness}, from 0 (blurred) up: variance of the Laplacian of the grey picture
 *   <li>{@code entropy}, bits: of the histogram of all channels together; at most 8 + log₂ 3, or 8 for a grey picture
 *   <li>{@code min-exposure}, {@code max-exposure}, [0, 1]: how many pixels are black, or white, as a share of the most
 *       frequent grey
 *   <li>{@code aspect-ratio}, (0, 1]: the shorter side by the longer
 *   <li>{@code salt-and-pepper}, 0 to 100: percentage of pixels that are nearly white (grey ≥ 244) or nearly black (≤ 10)
 *       and vanish when such pixels are opened by a square of 2 × 2 (as OpenCV does it, one pixel to the lower right)
 *   <li>{@code vignetting}, at most 100: by how many per cent the mean grey drops from the middle pixels to the largest
 *       disc; 0 for a black middle or a picture below 4 pixels
 * </ul>
 *
 * <p>Their scales differ by orders of magnitude: for learning, have them scaled ({@code scaling: standardise}).
 */
@AutoService(Part.class)
@Named(
        value = "quality",
        summary = "Brightness, contrast, saturation, blurriness, entropy, exposure, aspect ratio, noise, vignetting.",
        cost = "O(pixels)")
public record Quality() implements PictureFeatures {

    private static final List<String> NAMES = List.of(
            "brightness",
            "contrast",
            "saturation",
            "blurriness",
            "entropy",
            "min-exposure",
            "max-exposure",
            "aspect-ratio",
            "salt-and-pepper",
            "vignetting");

    @Override
    public int cols() {
        return NAMES.size();
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public void write(BufferedImage picture, float[] out, int at) {
        QualityMeasures of = new QualityMeasures(Planes.of(picture));
        double[] values = {
            of.brightness(),
            of.contrast(),
            of.saturation(),
            of.blurriness(),
            of.entropy(),
            of.exposure(0),
            of.exposure(255),
            of.aspectRatio(),
            of.saltAndPepper(),
            of.vignetting()
        };
        for (int i = 0; i < values.length; i++) {
            out[at + i] = (float) values[i];
        }
    }
}
