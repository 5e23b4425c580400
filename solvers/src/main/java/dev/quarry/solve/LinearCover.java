package dev.quarry.solve;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import dev.quarry.solve.Cover.Answer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A cover as an integer programme without objective, since the first cover will do: {@code Σ over the row of y + z ≥ 1} for
 * each row, {@code Σ y ≤ centres}, {@code Σ z ≤ outliers}.
 */
final class LinearCover {

    private LinearCover() {}

    static Answer decide(Cover cover, int[] start, double seconds) {
        Natives.load();
        MPSolver solver = MPSolver.createSolver("SCIP");
        try {
            solver.setTimeLimit((long) Math.ceil(seconds * 1000));
            MPVariable[] chosen = variables(cover, solver);
            double[] begin = new double[chosen.length];
            Arrays.stream(start).forEach(column -> begin[column] = 1);
            solver.setHint(chosen, begin);
            return switch (solver.solve()) {
                case OPTIMAL, FEASIBLE ->
                    Answer.found(IntStream.range(0, chosen.length)
                            .filter(column -> chosen[column].solutionValue() > 0.5)
                            .toArray());
                case INFEASIBLE -> Answer.IMPOSSIBLE;
                default -> Answer.OPEN;
            };
        } finally {
            solver.delete();
        }
    }

    private static MPVariable[] variables(Cover cover, MPSolver solver) {
        MPVariable[] chosen = solver.makeBoolVarArray(cover.size());
        MPConstraint centres = solver.makeConstraint(0, cover.centres());
        for (MPVariable one : chosen) {
            centres.setCoefficient(one, 1);
        }
        MPConstraint outliers = solver.makeConstraint(0, cover.outliers());
        for (int row = 0; row < cover.rows(); row++) {
            MPConstraint covered = solver.makeConstraint(1, Double.POSITIVE_INFINITY);
            for (int column : cover.row(row)) {
                covered.setCoefficient(chosen[column], 1);
            }
            if (cover.outliers() > 0) {
                MPVariable outlier = solver.makeNumVar(0, 1, ""); // whole of itself where the columns are
                covered.setCoefficient(outlier, 1);
                outliers.setCoefficient(outlier, 1);
            }
        }
        return chosen;
    }
}
