package dev.quarry.dataset.embed;

/**
 * How a new pixel is made of old ones. Both are those of Pillow, on 8 bits and with its antialiasing: where a picture
 * shrinks, the filter widens with it, so every old pixel counts.
 */
public enum Interpolation {

    /** A triangle, two pixels wide. */
    BILINEAR(1) {
        @Override
        double weight(double distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }
    },

    /** Keys' cubic with a = −1/2, four pixels wide. */
    BICUBIC(2) {
        @Override
        double weight(double distance) {
            double x = Math.abs(distance);
            if (x < 1) {
                return ((SHARPNESS + 2) * x - (SHARPNESS + 3)) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * SHARPNESS : 0;
        }
    };

    private static final double SHARPNESS = -0.5;

    private final double support;

    Interpolation(double support) {
        this.support = support;
    }

    /** How far from its middle the filter reaches, in pixels. */
    double support() {
        return support;
    }

    /** How much a pixel counts at a distance. */
    abstract double weight(double distance);
}
