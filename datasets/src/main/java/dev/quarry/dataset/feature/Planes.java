package dev.quarry.dataset.feature;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * A picture as its red, green and blue planes in [0, 1], and what can be computed from them. Grey pictures are read from
 * their samples, since {@link BufferedImage#getRGB} brightens them (it takes them for linear light). Transparent pixels
 * show white.
 */
public final class Planes {

    private final int width;
    private final int height;
    private final boolean grey;
    private final float[] red;
    private final float[] green;
    private final float[] blue;

    private Planes(int width, int height, boolean grey) {
        this.width = width;
        this.height = height;
        this.grey = grey;
        red = new float[width * height];
        green = new float[width * height];
        blue = new float[width * height];
    }

    /** The planes of a picture. */
    public static Planes of(BufferedImage picture) {
        boolean grey = picture.getRaster().getNumBands() == 1
                && (picture.getType() == BufferedImage.TYPE_BYTE_GRAY
                        || picture.getType() == BufferedImage.TYPE_USHORT_GRAY);
        Planes planes = new Planes(picture.getWidth(), picture.getHeight(), grey);
        boolean colours = switch (picture.getType()) {
            case BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_BGR -> true;
            default -> false;
        };
        for (int y = 0; y < planes.height; y++) {
            if (colours) {
                planes.sampleRow(picture.getRaster(), y);
            } else if (grey) {
                planes.greyRow(
                        picture.getRaster(), y, picture.getType() == BufferedImage.TYPE_BYTE_GRAY ? 255f : 65535f);
            } else {
                planes.colourRow(picture, y);
            }
        }
        return planes;
    }

    private void greyRow(Raster raster, int y, float white) {
        int[] samples = raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, new int[width]);
        for (int x = 0; x < width; x++) {
            float value = samples[x] / white;
            red[y * width + x] = value;
            green[y * width + x] = value;
            blue[y * width + x] = value;
        }
    }

    /** The same as {@link #colourRow} for pictures of three bytes a pixel, and faster. */
    private void sampleRow(Raster raster, int y) {
        int[] samples = raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, new int[3 * width]);
        for (int x = 0; x < width; x++) {
            red[y * width + x] = samples[3 * x] / 255f;
            green[y * width + x] = samples[3 * x + 1] / 255f;
            blue[y * width + x] = samples[3 * x + 2] / 255f;
        }
    }

    private void colourRow(BufferedImage picture, int y) {
        int[] pixels = picture.getRGB(0, y, width, 1, null, 0, width);
        for (int x = 0; x < width; x++) {
            int pixel = pixels[x];
            float alpha = (pixel >>> 24) / 255f;
            int at = y * width + x;
            red[at] = alpha * ((pixel >> 16 & 255) / 255f) + (1 - alpha);
            green[at] = alpha * ((pixel >> 8 & 255) / 255f) + (1 - alpha);
            blue[at] = alpha * ((pixel & 255) / 255f) + (1 - alpha);
        }
    }

    /** Pixels in a row. */
    public int width() {
        return width;
    }

    /** Rows of pixels. */
    public int height() {
        return height;
    }

    /** Whether the picture has no colours to begin with, so that its planes are one and the same. */
    boolean isGrey() {
        return grey;
    }

    /** One of the planes, row by row: 0 is red, 1 green, 2 blue. Never write to it. */
    public float[] plane(int channel) {
        return switch (channel) {
            case 0 -> red;
            case 1 -> green;
            case 2 -> blue;
            default -> throw new IllegalArgumentException("There is no plane (%d).".formatted(channel));
        };
    }

    /** How bright each pixel looks: 0.299 red, 0.587 green, 0.114 blue. */
    float[] grey() {
        float[] grey = new float[red.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = Math.min(1f, 0.299f * red[i] + 0.587f * green[i] + 0.114f * blue[i]);
        }
        return grey;
    }

    /** One plane brought to another size; a new pixel is the mean of the area it covers. */
    void resize(float[] plane, int newWidth, int newHeight, float[] out, int at) {
        double[] squeezed = new double[newWidth * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < newWidth; x++) {
                squeezed[y * newWidth + x] = mean(plane, y * width, 1, width, x, newWidth);
            }
        }
        for (int x = 0; x < newWidth; x++) {
            for (int y = 0; y < newHeight; y++) {
                out[at + y * newWidth + x] = (float) mean(squeezed, x, newWidth, height, y, newHeight);
            }
        }
    }

    private static double mean(float[] line, int from, int step, int length, int cell, int cells) {
        double start = (double) cell * length / cells;
        double end = (double) (cell + 1) * length / cells;
        double sum = 0;
        for (int i = (int) start; i < length && i < end; i++) {
            sum += (Math.min(i + 1, end) - Math.max(i, start)) * line[from + i * step];
        }
        return sum / (end - start);
    }

    private static double mean(double[] line, int from, int step, int length, int cell, int cells) {
        double start = (double) cell * length / cells;
        double end = (double) (cell + 1) * length / cells;
        double sum = 0;
        for (int i = (int) start; i < length && i < end; i++) {
            sum += (Math.min(i + 1, end) - Math.max(i, start)) * line[from + i * step];
        }
        return sum / (end - start);
    }
}
