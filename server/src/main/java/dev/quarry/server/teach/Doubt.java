package dev.quarry.server.teach;

import dev.quarry.server.project.LabelClass;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a model would like to know what an item is, in words. */
final class Doubt {

    private Doubt() {}

    /** Between which two classes it hesitates; null for an item that it did not speak of. */
    static @Nullable String of(Predictions predictions, int row, List<LabelClass> classes) {
        if (row >= predictions.size()) {
            return null;
        }
        int known = Math.min(classes.size(), predictions.probabilities().cols());
        int first = predictions.predicted(row);
        int second = -1;
        for (int c = 0; c < known; c++) {
            if (c != first
                    && (second < 0
                            || predictions.probabilities().get(row, c)
                                    > predictions.probabilities().get(row, second))) {
                second = c;
            }
        }
        if (first >= known || second < 0) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "%s %.0f %%, %s %.0f %%",
                classes.get(first).name(),
                100 * predictions.probabilities().get(row, first),
                classes.get(second).name(),
                100 * predictions.probabilities().get(row, second));
    }
}
