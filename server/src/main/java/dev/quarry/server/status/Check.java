package dev.quarry.server.status;

import dev.quarry.lab.statistics.Proportion;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.Project;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An item about which a model said something before a person answered.
 *
 * @param model the number of the model
 * @param predicted what it said; {@link ItemState#NONE} for a class that is no more
 * @param actual what the person said; {@link ItemState#NONE} where only that the model is wrong
 * @param implicit whether the person saw the prediction among others and let it stand
 */
record Check(int row, int model, int predicted, int actual, boolean implicit) {

    private static final Set<Fact.Purpose> CHOSEN_BY_THE_MODEL = Set.of(Fact.Purpose.ACTIVE, Fact.Purpose.CHOSEN);

    /**
     * What became of the items that were drawn at random.
     *
     * @param answered in the order in which they were asked
     * @param pending how many wait for an answer
     * @param unanswered how many nobody could tell
     */
    record Checks(List<Check> answered, int pending, int unanswered) {}

    boolean right() {
        return predicted != ItemState.NONE && predicted == actual;
    }

    /** How many of some are right. */
    static Proportion right(List<Check> some) {
        return new Proportion((int) some.stream().filter(Check::right).count(), some.size());
    }

    /** The items of a project that were drawn at random to know how good its models are. */
    static Checks ofRandom(Project project) {
        return of(project, Set.of(Fact.Purpose.CHECK, Fact.Purpose.START));
    }

    /** The items that were asked because of what the model said: as a sample, they say too little good of it. */
    static List<Check> ofChosen(Project project) {
        return of(project, CHOSEN_BY_THE_MODEL).answered();
    }

    private static Checks of(Project project, Set<Fact.Purpose> purposes) {
        Map<Integer, Check> asked = new LinkedHashMap<>(); // an item that is asked again counts where it was asked last
        return project.atOnce(() -> {
            for (Fact.Asked batch : project.batches()) {
                if (purposes.contains(batch.purpose()) && batch.model() > 0) {
                    for (int i = 0; i < batch.rows().size(); i++) {
                        int predicted = batch.predicted().get(i);
                        if (predicted != ItemState.NONE) {
                            int row = batch.rows().get(i);
                            asked.remove(row);
                            asked.put(
                                    row,
                                    new Check(row, batch.model(), project.standsFor(predicted), ItemState.NONE, false));
                        }
                    }
                }
            }
            return answered(project, asked.values());
        });
    }

    private static Checks answered(Project project, Iterable<Check> asked) {
        List<Check> answered = new ArrayList<>();
        int pending = 0;
        int unanswered = 0;
        for (Check check : asked) {
            ItemState state = project.item(check.row);
            Provenance from = state.provenance();
            if (state.isLabelled() && (from == Provenance.HUMAN || from == Provenance.IMPLICIT)) {
                answered.add(
                        new Check(check.row, check.model, check.predicted, state.label(), from == Provenance.IMPLICIT));
            } else if (state.verdict() == Fact.Verdict.WRONG) {
                answered.add(check);
            } else if (state.verdict() == null || state.verdict() == Fact.Verdict.SKIPPED) {
                pending++;
            } else {
                unanswered++;
            }
        }
        return new Checks(List.copyOf(answered), pending, unanswered);
    }
}
