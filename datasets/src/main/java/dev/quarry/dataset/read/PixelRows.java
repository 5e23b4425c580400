package dev.quarry.dataset.read;

import dev.quarry.dataset.PictureShape;
import dev.quarry.kernel.FloatMatrix;
import java.awt.image.BufferedImage;

/** Rows of features back as pictures. */
final class PixelRows {

    private PixelRows() {}

    static BufferedImage picture(FloatMatrix features, int row, PictureShape shape) {
        int plane = shape.width() * shape.height();
        float[] values = features.values();
        int start = row * shape.size();
        BufferedImage picture = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < plane; i++) {
            int red = level(values[start + i]);
            int green = shape.channels() == 1 ? red : level(values[start + plane + i]);
            int blue = shape.channels() == 1 ? red : level(values[start + 2 * plane + i]);
            picture.setRGB(i % shape.width(), i / shape.width(), red << 16 | green << 8 | blue);
        }
        return picture;
    }

    private static int level(float value) {
        return Math.round(Math.clamp(value, 0f, 1f) * 255);
    }
}
