package dev.quarry.acquire;

import dev.quarry.kernel.Matrix;
import java.util.function.ToDoubleFunction;

/** Scores that follow from one row of a matrix. */
final class RowScores {

    private RowScores() {}

    /** Writes the score of each row of a run; {@code score} must not keep or change the row that it is given. */
    static void of(Matrix matrix, Rows rows, double[] out, ToDoubleFunction<double[]> score) {
        double[] row = new double[matrix.cols()];
        for (int i = rows.from(); i < rows.to(); i++) {
            matrix.copyRow(i, row);
            out[i - rows.from()] = score.applyAsDouble(row);
        }
    }
}
