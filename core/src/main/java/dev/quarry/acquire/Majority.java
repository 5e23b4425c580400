package dev.quarry.acquire;

import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.AnnotatorLabels;

/** What most annotators say of each annotated item. */
final class Majority {

    private Majority() {}

    /**
     * The class of most answers about each annotated item, shape [m]; of several the one that the model thinks more
     * probable, then the first.
     */
    static int[] of(Annotations evidence) {
        AnnotatorLabels answers = evidence.answers();
        int[] classes = new int[answers.size()];
        double[] p = new double[answers.classes()];
        for (int row = 0; row < classes.length; row++) {
            evidence.answeredProbabilities().copyRow(row, p);
            int[] votes = votes(answers, row);
            for (int c = 1; c < p.length; c++) {
                int best = classes[row];
                if (votes[c] > votes[best] || (votes[c] == votes[best] && p[c] > p[best])) {
                    classes[row] = c;
                }
            }
        }
        return classes;
    }

    /** How many answers each class has for an annotated item. */
    static int[] votes(AnnotatorLabels answers, int row) {
        int[] votes = new int[answers.classes()];
        for (int i = 0; i < answers.count(row); i++) {
            votes[answers.label(row, i)]++;
        }
        return votes;
    }
}
