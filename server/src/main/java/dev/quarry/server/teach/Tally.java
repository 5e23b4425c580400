package dev.quarry.server.teach;

import dev.quarry.server.event.Provenance;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import java.util.Arrays;
import java.util.List;

/**
 * How much is labelled by now.
 *
 * @param version of the project
 * @param open how many items are left to ask
 * @param each how many labels that a model may learn from each class has, by number
 * @param labels how many in all
 */
record Tally(long version, int open, List<Integer> each, int labels) {

    static Tally of(Project project) {
        return project.atOnce(() -> {
            List<LabelClass> classes = project.classes();
            int[] each = new int[classes.size()];
            int labels = 0;
            int open = 0;
            for (int row = 0; row < project.size(); row++) {
                ItemState item = project.item(row);
                if (Candidates.isAskable(item) || Candidates.isSkipped(item)) {
                    open++;
                }
                if (item.isLabelled() && item.provenance() != Provenance.MODEL) {
                    each[item.label()]++;
                    labels++;
                }
            }
            return new Tally(
                    project.version(), open, Arrays.stream(each).boxed().toList(), labels);
        });
    }

    /**
     * Whether a first model may be fitted: every class has enough, or there are as many labels as that would take and at
     * least two classes have two, so that one rare class does not hold up everything.
     */
    boolean isEnough(List<LabelClass> classes, int coldEach) {
        List<Integer> have = classes.stream()
                .filter(one -> !one.retired())
                .map(one -> each.get(one.number()))
                .toList();
        return have.size() >= 2
                && (have.stream().allMatch(count -> count >= coldEach)
                        || (have.stream().filter(count -> count >= 2).count() >= 2
                                && labels >= coldEach * have.size()));
    }
}
