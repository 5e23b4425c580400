package dev.quarry.solve;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.Literal;
import dev.quarry.solve.Cover.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A cover as a clause for each row and a bound on how many variables are true. */
final class ClauseCover {

    private ClauseCover() {}

    static Answer decide(Cover cover, int[] start, double seconds) {
        Natives.load();
        CpModel model = new CpModel();
        BoolVar[] chosen = variables(cover, model);
        boolean[] begin = new boolean[chosen.length];
        Arrays.stream(start).forEach(column -> begin[column] = true);
        for (int column = 0; column < begin.length; column++) {
            model.addHint(chosen[column], begin[column]);
        }
        CpSolver solver = new CpSolver();
        solver.getParameters().setNumWorkers(1).setRandomSeed(0).setMaxTimeInSeconds(seconds);
        return switch (solver.solve(model)) {
            case OPTIMAL, FEASIBLE ->
                Answer.found(IntStream.range(0, chosen.length)
                        .filter(column -> solver.booleanValue(chosen[column]))
                        .toArray());
            case INFEASIBLE -> Answer.IMPOSSIBLE;
            default -> Answer.OPEN;
        };
    }

    private static BoolVar[] variables(Cover cover, CpModel model) {
        BoolVar[] chosen = new BoolVar[cover.size()];
        Arrays.setAll(chosen, column -> model.newBoolVar(""));
        List<BoolVar> outliers = new ArrayList<>();
        for (int row = 0; row < cover.rows(); row++) {
            List<Literal> clause = new ArrayList<>();
            Arrays.stream(cover.row(row)).forEach(column -> clause.add(chosen[column]));
            if (cover.outliers() > 0) {
                outliers.add(model.newBoolVar(""));
                clause.add(outliers.get(outliers.size() - 1));
            }
            model.addBoolOr(clause);
        }
        model.addLessOrEqual(LinearExpr.sum(chosen), cover.centres());
        model.addLessOrEqual(LinearExpr.sum(outliers.toArray(BoolVar[]::new)), cover.outliers());
        return chosen;
    }
}
