package dev.quarry.dataset.generate;

import java.awt.image.BufferedImage;

/** A square picture of light in [0, 1], painted in plain arithmetic so that its bytes are the same on every machine. */
final class Canvas {

    /** Where something is opaque: 0 to 1 at a place of the picture, both coordinates from 0 to 1. */
    interface Cover {
        double at(double x, double y);
    }

    /** Which light something has at a place. */
    interface Light {
        double at(double x, double y, int channel);
    }

    private final int size;
    private final double[] light;

    Canvas(int size) {
        this.size = size;
        this.light = new double[3 * size * size];
    }

    /** Covers the picture with light where there is cover. */
    void paint(Cover cover, Light paint) {
        for (int row = 0; row < size; row++) {
            for (int col = 0; col < size; col++) {
                double x = (col + 0.5) / size;
                double y = (row + 0.5) / size;
                double opaque = cover.at(x, y);
                if (opaque > 0) {
                    int at = 3 * (row * size + col);
                    for (int channel = 0; channel < 3; channel++) {
                        light[at + channel] += opaque * (paint.at(x, y, channel) - light[at + channel]);
                    }
                }
            }
        }
    }

    /** Cover of something at a signed distance (negative inside), its edge softened over one pixel or {@code soft}. */
    double edge(double distance, double soft) {
        double width = Math.max(soft, 1.2 / size);
        return Math.clamp(0.5 - distance / width, 0, 1);
    }

    /** The picture, with normal noise of the given standard deviation on every value. */
    BufferedImage picture(Sequence random, double noise) {
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < size * size; i++) {
            int pixel = 0;
            double shared = random.normal();
            for (int channel = 0; channel < 3; channel++) {
                double value = light[3 * i + channel] + noise * (0.8 * shared + 0.6 * random.normal());
                pixel = pixel << 8 | (int) Math.round(255 * Math.clamp(value, 0, 1));
            }
            picture.setRGB(i % size, i / size, pixel);
        }
        return picture;
    }
}
