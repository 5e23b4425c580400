package dev.quarry.dataset.feature;

import java.util.function.IntPredicate;

/** The measures of {@link Quality} for one picture. */
final class QualityMeasures {

    private static final int SALT = 244;
    private static final int PEPPER = 10;

    private final int width;
    private final int height;
    private final int[][] channels;
    private final int[] grey;
    private final int[] histogram;

    QualityMeasures(Planes planes) {
        width = planes.width();
        height = planes.height();
        channels = new int[planes.isGrey() ? 1 : 3][];
        for (int channel = 0; channel < channels.length; channel++) {
            channels[channel] = levels(planes.plane(channel));
        }
        grey = new int[width * height];
        for (int i = 0; i < grey.length; i++) {
            // the weights times 2¹⁵, which add up to 2¹⁵
            grey[i] = (9798 * red(i) + 19235 * green(i) + 3735 * blue(i) + (1 << 14)) >> 15;
        }
        histogram = histogram(grey);
    }

    private static int[] levels(float[] plane) {
        int[] levels = new int[plane.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.round(plane[i] * 255);
        }
        return levels;
    }

    private int red(int at) {
        return channels[0][at];
    }

    private int green(int at) {
        return channels[channels.length / 2][at];
    }

    private int blue(int at) {
        return channels[channels.length - 1][at];
    }

    private static int[] histogram(int[] levels) {
        int[] counts = new int[256];
        for (int level : levels) {
            counts[level]++;
        }
        return counts;
    }

    double brightness() {
        double red = mean(channels[0]);
        double green = mean(channels[channels.length / 2]);
        double blue = mean(channels[channels.length - 1]);
        return Math.sqrt(0.241 * red * red + 0.691 * green * green + 0.068 * blue * blue) / 255;
    }

    private static double mean(int[] levels) {
        long sum = 0;
        for (int level : levels) {
            sum += level;
        }
        return (double) sum / levels.length;
    }

    double contrast() {
        int least = 0;
        while (histogram[least] == 0) {
            least++;
        }
        int greatest = 255;
        while (histogram[greatest] == 0) {
            greatest--;
        }
        return greatest - least;
    }

    double saturation() {
        long sum = 0;
        for (int i = 0; i < grey.length; i++) {
            int most = Math.max(red(i), Math.max(green(i), blue(i)));
            int least = Math.min(red(i), Math.min(green(i), blue(i)));
            // 255 (most − least) / most in fixed point of 12 bits, the quotient rounded first
            int quotient = most == 0 ? 0 : (int) Math.rint((double) (255 << 12) / most);
            sum += ((most - least) * quotient + (1 << 11)) >> 12;
        }
        return (double) sum / grey.length;
    }

    /** Pixels outside are mirrored without repeating the edge; a picture of one line has its line outside too. */
    double blurriness() {
        long sum = 0;
        long squares = 0;
        for (int y = 0; y < height; y++) {
            int above = mirrored(y - 1, height) * width;
            int below = mirrored(y + 1, height) * width;
            for (int x = 0; x < width; x++) {
                int left = grey[y * width + mirrored(x - 1, width)];
                int right = grey[y * width + mirrored(x + 1, width)];
                long laplacian = grey[above + x] + grey[below + x] + left + right - 4L * grey[y * width + x];
                sum += laplacian;
                squares += laplacian * laplacian;
            }
        }
        double mean = (double) sum / grey.length;
        return Math.max(0, (double) squares / grey.length - mean * mean);
    }

    private static int mirrored(int at, int length) {
        int inside = at < 0 ? -at : at >= length ? 2 * length - 2 - at : at;
        return Math.clamp(inside, 0, length - 1);
    }

    double entropy() {
        double total = (double) grey.length * channels.length;
        double bits = 0;
        for (int[] channel : channels) {
            for (int count : histogram(channel)) {
                if (count > 0) {
                    bits -= count / total * (StrictMath.log(count / total) / StrictMath.log(2));
                }
            }
        }
        return bits;
    }

    double exposure(int level) {
        int most = 0;
        for (int count : histogram) {
            most = Math.max(most, count);
        }
        return (double) histogram[level] / most;
    }

    double aspectRatio() {
        return (double) Math.min(width, height) / Math.max(width, height);
    }

    double saltAndPepper() {
        long alone = alone(level -> level >= SALT) + alone(level -> level <= PEPPER);
        return 100.0 * alone / grey.length;
    }

    /**
     * How many pixels of a kind are not in the opening of that kind by a square of 2 × 2. An opening by a square of even
     * size moves by one pixel to the lower right in OpenCV, so it does here. Beyond the edge all pixels are of every kind.
     */
    private long alone(IntPredicate kind) {
        long alone = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean opened = square(kind, x, y)
                        || square(kind, x - 1, y)
                        || square(kind, x, y - 1)
                        || square(kind, x - 1, y - 1);
                if (kind.test(grey[y * width + x]) && !opened) {
                    alone++;
                }
            }
        }
        return alone;
    }

    /** Whether the square whose last pixel is (x, y) is of a kind; that pixel must be in the picture. */
    private boolean square(IntPredicate kind, int x, int y) {
        return x >= 0 && y >= 0 && is(kind, x - 1, y - 1) && is(kind, x, y - 1) && is(kind, x - 1, y) && is(kind, x, y);
    }

    private boolean is(IntPredicate kind, int x, int y) {
        return x < 0 || y < 0 || kind.test(grey[y * width + x]);
    }

    double vignetting() {
        int last = Math.min(width, height) / 2 - 1;
        if (last < 1) {
            return 0;
        }
        double middle = discMean(1);
        return middle == 0 ? 0 : 100 * (middle - discMean(last)) / middle;
    }

    /** The mean grey of the pixels less than {@code radius} from the middle. */
    private double discMean(int radius) {
        long sum = 0;
        long count = 0;
        for (int y = 0; y < height; y++) {
            double dy = y - height / 2.0;
            for (int x = 0; x < width; x++) {
                double dx = x - width / 2.0;
                if (dx * dx + dy * dy < (double) radius * radius) {
                    sum += grey[y * width + x];
                    count++;
                }
            }
        }
        return (double) sum / count;
    }
}
