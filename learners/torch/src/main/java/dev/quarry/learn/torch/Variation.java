package dev.quarry.learn.torch;

import java.util.Arrays;

/** Pictures shifted and mirrored: {@link Augmentation#CROP_FLIP}. */
final class Variation {

    /** The farthest shift is this part of a side: 4 pixels of 32. */
    private static final int PART = 8;

    private final Pictures shape;
    private final float[] background;

    /**
     * Variations of pictures of a shape.
     *
     * @param background the number of each plane that comes in at the edge
     */
    Variation(Pictures shape, float[] background) {
        this.shape = shape;
        this.background = background;
    }

    /**
     * Writes a varied picture.
     *
     * @param bits random ones, which decide how
     */
    void vary(float[] picture, long bits, float[] out, int at) {
        boolean mirrored = (bits & 1) != 0;
        int down = shift((int) (bits >>> 8) & 0xFFFF, shape.height());
        int right = shift((int) (bits >>> 24) & 0xFFFF, shape.width());
        for (int plane = 0; plane < shape.channels(); plane++) {
            for (int y = 0; y < shape.height(); y++) {
                int line = (plane * shape.height() + y) * shape.width();
                int from = y - down;
                if (from < 0 || from >= shape.height()) {
                    Arrays.fill(out, at + line, at + line + shape.width(), background[plane]);
                    continue;
                }
                int source = (plane * shape.height() + from) * shape.width();
                for (int x = 0; x < shape.width(); x++) {
                    int column = (mirrored ? shape.width() - 1 - x : x) - right;
                    out[at + line + x] =
                            column < 0 || column >= shape.width() ? background[plane] : picture[source + column];
                }
            }
        }
    }

    /** A number from −most to most, evenly, of 16 random bits. */
    private static int shift(int bits, int side) {
        int most = side / PART;
        return ((bits * (2 * most + 1)) >>> 16) - most;
    }
}
