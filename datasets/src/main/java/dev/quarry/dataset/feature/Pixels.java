package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.PictureShape;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * The pixels themselves, brought to one size: red plane, green plane, blue plane, or one grey plane.
 *
 * @param width pixels in a row, 1 to 65536
 * @param height rows of pixels, 1 to 65536
 * @param grey whether one grey plane stands for the three colours
 */
@AutoService(Part.class)
@Named(value = "pixels", summary = "The pixels, brought to one size, plane by plane, in [0, 1].", cost = "O(pixels)")
public record Pixels(
        @Help("pixels in a row, 1 to 65536") int width,
        @Help("rows of pixels, 1 to 65536") int height,

        @Help("whether one grey plane stands for the three colours")
        boolean grey)
        implements PictureFeatures {

    private static final int MOST = 1 << 16;

    /** Checks the ranges. */
    public Pixels {
        if (width < 1 || width > MOST || height < 1 || height > MOST) {
            throw new IllegalArgumentException(
                    "The width (%d) and height (%d) must be 1 to 65536.".formatted(width, height));
        }
    }

    /** 32 × 32 in colour. */
    public Pixels() {
        this(32, 32, false);
    }

    @Override
    public int cols() {
        return layout().size();
    }

    @Override
    public Optional<PictureShape> shape() {
        return Optional.of(layout());
    }

    private PictureShape layout() {
        return new PictureShape(grey ? 1 : 3, height, width);
    }

    @Override
    public void write(BufferedImage picture, float[] out, int at) {
        Planes planes = Planes.of(picture);
        if (grey) {
            planes.resize(planes.grey(), width, height, out, at);
            return;
        }
        for (int channel = 0; channel < 3; channel++) {
            planes.resize(planes.plane(channel), width, height, out, at + channel * width * height);
        }
    }
}
