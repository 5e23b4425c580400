package dev.quarry.server.search;

import dev.quarry.server.people.Sight;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.teach.Predictions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a question is asked of: an index and what stands beside it at that moment.
 *
 * @param states where the items stand for whoever asks
 * @param sight what whoever asks sees
 * @param classes of the project, by number
 * @param predictions of the model in charge; null where there is none
 * @param slices by their names
 * @param now what ages are counted from
 */
record View(
        ItemIndex index,
        StateColumns states,
        Sight sight,
        List<LabelClass> classes,
        @Nullable Predictions predictions,
        Map<String, Slice> slices,
        Instant now) {

    int predicted(int row) {
        return predictions == null ? ItemState.NONE : predictions.predicted(row);
    }

    boolean hasPrediction(int row) {
        return predicted(row) != ItemState.NONE;
    }

    /** In [0, 1]; NaN where there is no prediction. */
    double confidence(int row) {
        return predictions != null && hasPrediction(row) ? predictions.confidence(row) : Double.NaN;
    }

    /** In [0, 1]; NaN where there is no prediction. */
    double margin(int row) {
        return predictions != null && hasPrediction(row) ? predictions.margin(row) : Double.NaN;
    }

    boolean wrong(int row) {
        int label = states.label(row);
        return label != ItemState.NONE && hasPrediction(row) && predicted(row) != label;
    }
}
