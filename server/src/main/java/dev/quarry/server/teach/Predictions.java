package dev.quarry.server.teach;

import dev.quarry.kernel.Matrix;
import dev.quarry.server.project.ItemState;

/** What a model says about every item. An item that was added since the model spoke has no prediction. */
public final class Predictions {

    private static final int CHUNK = 4096;

    private final int model;
    private final Matrix probabilities;
    private final int[] predicted;
    private final float[] confidence;
    private final float[] margin;

    private Predictions(int model, Matrix probabilities) {
        int n = probabilities.rows();
        int classes = probabilities.cols();
        this.model = model;
        this.probabilities = probabilities;
        this.predicted = new int[n];
        this.confidence = new float[n];
        this.margin = new float[n];
        float[] block = new float[CHUNK * classes];
        for (int from = 0; from < n; from += CHUNK) {
            int to = Math.min(n, from + CHUNK);
            probabilities.copyRows(from, to, block);
            for (int row = from; row < to; row++) {
                judge(row, block, (row - from) * classes, classes);
            }
        }
    }

    private void judge(int row, float[] block, int at, int classes) {
        int best = 0;
        float second = 0;
        for (int c = 1; c < classes; c++) {
            if (block[at + c] > block[at + best]) {
                second = block[at + best];
                best = c;
            } else if (block[at + c] > second) {
                second = block[at + c];
            }
        }
        predicted[row] = best;
        confidence[row] = block[at + best];
        margin[row] = block[at + best] - second;
    }

    static Predictions of(int model, Matrix probabilities) {
        return new Predictions(model, probabilities);
    }

    /** The number of the model that says so. */
    public int model() {
        return model;
    }

    /** How many items it spoke of. */
    public int size() {
        return predicted.length;
    }

    /** The number of the likeliest class; {@link ItemState#NONE} for an item that it did not speak of. */
    public int predicted(int row) {
        return row < predicted.length ? predicted[row] : ItemState.NONE;
    }

    /** The probability of the likeliest class, in [0, 1]; 0 for an item that it did not speak of. */
    public float confidence(int row) {
        return row < confidence.length ? confidence[row] : 0;
    }

    /** How much likelier the likeliest class is than the second, in [0, 1]; 0 for an item that it did not speak of. */
    public float margin(int row) {
        return row < margin.length ? margin[row] : 0;
    }

    /** Shape [n, C], column c for the class of number c. */
    public Matrix probabilities() {
        return probabilities;
    }
}
