package dev.quarry.dataset.feature;

import dev.quarry.bundle.State;
import dev.quarry.dataset.Preparation;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Memory;
import java.util.Arrays;
import java.util.List;

/** The token counts of texts, kept sparse; dense TF-IDF rows are made when the rows to learn from are known. */
final class HashedTexts implements Preparation {

    private static final String KIND = "hashed-text";

    private final HashedText options;
    /** Row i has its columns, ascending, at starts[i] to starts[i + 1]. */
    private final int[] starts;

    private int[] columns = new int[1024];
    private float[] weights = new float[1024];

    HashedTexts(HashedText options, List<String> texts) {
        this.options = options;
        this.starts = new int[texts.size() + 1];
        double[] counts = new double[options.dimensions()];
        boolean[] met = new boolean[options.dimensions()];
        Tokens tokens = new Tokens(options.ngrams());
        for (int row = 0; row < texts.size(); row++) {
            int[] touched = new int[16];
            int used = 0;
            tokens.of(texts.get(row));
            for (int t = 0; t < tokens.size(); t++) {
                int column = column(tokens.hash(t));
                if (!met[column]) {
                    met[column] = true;
                    touched = used == touched.length ? Arrays.copyOf(touched, 2 * used) : touched;
                    touched[used++] = column;
                }
                counts[column] += sign(tokens.hash(t));
            }
            Arrays.sort(touched, 0, used);
            keep(row, touched, used, counts, met);
        }
    }

    private int column(long hash) {
        return (int) (((hash >>> 32) * options.dimensions()) >>> 32);
    }

    private int sign(long hash) {
        return options.signed() && (hash & 1) != 0 ? -1 : 1;
    }

    private void keep(int row, int[] touched, int used, double[] counts, boolean[] met) {
        int at = starts[row];
        if (at + used > columns.length) {
            int longer = Math.max(at + used, Math.toIntExact(Math.min(2L * columns.length, Integer.MAX_VALUE - 16)));
            columns = Arrays.copyOf(columns, longer);
            weights = Arrays.copyOf(weights, longer);
        }
        for (int i = 0; i < used; i++) {
            double count = counts[touched[i]];
            if (count != 0) { // tokens of opposite sign may cancel
                columns[at] = touched[i];
                weights[at++] = (float) (Math.signum(count) * frequency(Math.abs(count)));
            }
            counts[touched[i]] = 0;
            met[touched[i]] = false;
        }
        starts[row + 1] = at;
    }

    private double frequency(double count) {
        return options.sublinear() ? 1 + StrictMath.log(count) : count;
    }

    @Override
    public int cols(State learnt) {
        return options.dimensions();
    }

    @Override
    public List<String> names(State learnt) {
        return List.of();
    }

    @Override
    public State learn(int[] rows) {
        return Preparation.kind(KIND).with("rarity", rarity(rows));
    }

    @Override
    public FloatMatrix apply(State learnt) {
        Preparation.requireKind(learnt, KIND);
        double[] rarity = new double[options.dimensions()];
        learnt.matrix("rarity", 1, rarity.length).copyRow(0, rarity);
        int n = starts.length - 1;
        int cols = options.dimensions();
        Memory.require((long) n * cols * Float.BYTES, "The features of (%d) texts in (%d) columns".formatted(n, cols));
        float[] out = new float[Math.multiplyExact(n, cols)];
        for (int row = 0; row < n; row++) {
            double squares = 0;
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                double weight = weights[i] * rarity[columns[i]];
                squares += weight * weight;
            }
            double length = Math.sqrt(squares);
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                out[row * cols + columns[i]] = (float) (weights[i] * rarity[columns[i]] / length);
            }
        }
        return FloatMatrix.wrap(out, n, cols);
    }

    private double[] rarity(int[] rows) {
        int[] documents = new int[options.dimensions()];
        for (int row : rows) {
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                documents[columns[i]]++;
            }
        }
        double[] rarity = new double[documents.length];
        for (int column = 0; column < rarity.length; column++) {
            rarity[column] = StrictMath.log((1.0 + rows.length) / (1.0 + documents[column])) + 1;
        }
        return rarity;
    }
}
