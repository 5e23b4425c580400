package dev.quarry.dataset.embed;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small models for pictures. */
final class Models {

    /** Two filters of 3 × 2 × 2. */
    static final float[] FILTERS = {
        .5f, -1, .25f, 1, 0, .75f, -.5f, .1f, 1, 1, -1, -1, -.3f, .2f, .6f, 0, 1, -1, 1, .5f, .4f, -.2f, .8f, .3f
    };

    /** [2, 3]. */
    static final float[] LAST = {1, -2, .5f, .25f, 3, -1};

    static final float[] BIAS = {.1f, -.2f, .3f};

    private Models() {}

    /** The value of a pixel. */
    interface Pixel {
        double at(BufferedImage picture, int x, int y, int channel);
    }

    /** 4 × 4 pictures, filters of 2 × 2 with step 2, rectified, mean over places, linear. */
    static WrittenModel convolution() {
        return convolution(-1);
    }

    static WrittenModel convolution(int batch) {
        return layers(batch).floats("last", LAST, 2, 3);
    }

    static WrittenModel convolutionWithWeightsIn(String file) {
        return layers(-1).floatsIn(file, "last", 2, 3);
    }

    private static WrittenModel layers(int batch) {
        return new WrittenModel()
                .input("picture", WrittenModel.FLOAT, batch, 3, 4, 4)
                .floats("filters", FILTERS, 2, 3, 2, 2)
                .floats("bias", BIAS, 3)
                .node("Conv", "picture,filters", "raw", WrittenModel.wholes("strides", 2, 2))
                .node("Relu", "raw", "map")
                .node("GlobalAveragePool", "map", "pooled")
                .node("Flatten", "pooled", "flat")
                .node("Gemm", "flat,last,bias", "scores")
                .output("scores", WrittenModel.FLOAT, batch, 3);
    }

    /** The mean of each rectified filter over the places of a 4 × 4 picture. */
    static double[] meansOfMap(BufferedImage picture, Pixel pixel) {
        double[] means = new double[2];
        for (int f = 0; f < 2; f++) {
            for (int place = 0; place < 4; place++) {
                double sum = 0;
                for (int k = 0; k < 12; k++) {
                    int x = place % 2 * 2 + k % 2;
                    int y = place / 2 * 2 + k / 2 % 2;
                    sum += FILTERS[f * 12 + k] * pixel.at(picture, x, y, k / 4);
                }
                means[f] += Math.max(0, sum) / 4;
            }
        }
        return means;
    }

    static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
