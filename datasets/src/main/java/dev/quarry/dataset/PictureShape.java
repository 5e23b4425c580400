package dev.quarry.dataset;

/**
 * How a row of features is laid out as a picture: plane by plane, each plane row by row.
 *
 * @param channels 1 for grey, 3 for red, green, blue
 * @param height rows of pixels
 * @param width pixels in a row
 */
public record PictureShape(int channels, int height, int width) {

    /** How many numbers a picture has. */
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }
}
