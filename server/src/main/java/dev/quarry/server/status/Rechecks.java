package dev.quarry.server.status;

import dev.quarry.lab.statistics.Proportion;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.Project;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of labels that were asked again.
 *
 * @param grid how often a label that was only let stand turned out wrong
 * @param human how often a label that a person gave by itself was given otherwise the second time
 */
record Rechecks(Proportion grid, Proportion human) {

    /** One answer to an item. */
    private record Answer(int label, Provenance provenance, int batch) {}

    /** Of a project. */
    static Rechecks of(Project project) {
        int[] grid = new int[2];
        int[] human = new int[2];
        for (Fact.Asked batch : project.batches()) {
            if (batch.purpose() == Fact.Purpose.RECHECK) {
                for (int row : batch.rows()) {
                    compare(project, row, batch.batch(), grid, human);
                }
            }
        }
        return new Rechecks(new Proportion(grid[0], grid[1]), new Proportion(human[0], human[1]));
    }

    private static void compare(Project project, int row, int batch, int[] grid, int[] human) {
        Answer before = null;
        for (Event event : project.history(row)) {
            Answer answer = project.isUndone(event.act()) ? null : answer(event.fact(), row);
            if (answer != null && answer.batch == batch) {
                if (before != null) {
                    int[] counts = before.provenance == Provenance.IMPLICIT ? grid : human;
                    boolean differs = project.standsFor(before.label) != project.standsFor(answer.label);
                    counts[0] += differs ? 1 : 0;
                    counts[1]++;
                }
                return;
            }
            before = answer == null ? before : answer;
        }
    }

    private static @Nullable Answer answer(Fact fact, int row) {
        return switch (fact) {
            case Fact.Labelled said -> person(new Answer(said.label(), said.provenance(), said.batch()));
            case Fact.LabelledMany said -> {
                List<Integer> rows = said.rows();
                yield person(new Answer(said.labels().get(rows.indexOf(row)), said.provenance(), 0));
            }
            case Fact.Judged said
            when said.verdict() == Fact.Verdict.WRONG -> new Answer(ItemState.NONE, Provenance.HUMAN, said.batch());
            default -> null;
        };
    }

    private static @Nullable Answer person(Answer answer) {
        return answer.provenance == Provenance.HUMAN || answer.provenance == Provenance.IMPLICIT ? answer : null;
    }
}
