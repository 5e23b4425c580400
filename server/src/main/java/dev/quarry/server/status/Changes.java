package dev.quarry.server.status;

import dev.quarry.server.event.Fact;
import dev.quarry.server.project.Project;
import dev.quarry.server.teach.PredictionStore;
import dev.quarry.server.teach.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How much of what the models of a project say changed from one to the next. Each pair is compared once. */
final class Changes {

    private static final int REMEMBERED = 10_000;

    private final PredictionStore predictions;
    private final Map<Pair, Double> known = new ConcurrentHashMap<>();

    private record Pair(String project, int before, int after) {}

    Changes(PredictionStore predictions) {
        this.predictions = predictions;
    }

    /**
     * The shares of items whose likeliest class changed with the last trainings, newest last; fewer where the predictions
     * of a model are not kept.
     *
     * @param most how many at most
     */
    List<Double> last(Project project, int most) {
        List<Fact.Trained> models = project.models();
        List<Double> shares = new ArrayList<>();
        for (int i = models.size() - 1; i > 0 && shares.size() < most; i--) {
            Optional<Double> share =
                    between(project, models.get(i - 1).number(), models.get(i).number());
            if (share.isEmpty()) {
                break;
            }
            shares.addFirst(share.get());
        }
        return shares;
    }

    /** The share between two models; none where the predictions of one are not kept. */
    Optional<Double> between(Project project, int before, int after) {
        Pair pair = new Pair(project.id(), before, after);
        Double share = known.get(pair);
        if (share != null) {
            return Optional.of(share);
        }
        Optional<Predictions> older = predictions.read(project.id(), before);
        Optional<Predictions> newer = predictions.read(project.id(), after);
        if (older.isEmpty() || newer.isEmpty()) {
            return Optional.empty();
        }
        double found = share(older.get(), newer.get());
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        known.put(pair, found);
        return Optional.of(found);
    }

    private static double share(Predictions older, Predictions newer) {
        int rows = Math.min(older.size(), newer.size());
        int changed = 0;
        for (int row = 0; row < rows; row++) {
            changed += older.predicted(row) != newer.predicted(row) ? 1 : 0;
        }
        return rows == 0 ? 0 : (double) changed / rows;
    }
}
