package dev.quarry.learn.torch;

/**
 * How a row is laid out as a picture: plane by plane, each plane row by row.
 *
 * @param channels planes
 * @param height rows of pixels
 * @param width pixels in a row
 */
record Pictures(int channels, int height, int width) {

    /**
     * The shape of rows of so many columns: a square, grey or in three colours, unless said otherwise.
     *
     * @param channels 0 for what suits the columns
     * @param height 0 for a square
     * @throws IllegalArgumentException if there is no such shape
     */
    static Pictures of(String learner, int columns, int channels, int height) {
        int planes = channels > 0 ? channels : side(columns) > 0 || height > 0 ? 1 : 3;
        int side = height > 0 ? height : columns % planes == 0 ? side(columns / planes) : 0;
        if (side == 0 || columns % (planes * side) != 0) {
            throw new IllegalArgumentException(
                    "The learner (%s) takes pictures, and (%d) columns are no %s. Maybe set (channels) and (height), or use (mlp)."
                            .formatted(
                                    learner,
                                    columns,
                                    channels == 0 && height == 0
                                            ? "square picture in one or three colours"
                                            : "picture of (%d) channels%s"
                                                    .formatted(
                                                            planes, height > 0 ? " and height (" + height + ")" : "")));
        }
        return new Pictures(planes, side, columns / planes / side);
    }

    /** The root of a square, 0 if it is none. */
    private static int side(int area) {
        int side = (int) Math.round(Math.sqrt(area));
        return side * side == area ? side : 0;
    }

    int size() {
        return channels * height * width;
    }
}
