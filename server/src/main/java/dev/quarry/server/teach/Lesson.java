package dev.quarry.server.teach;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.feature.FeatureStore.Features;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Everything that a model is fitted on, as it was at one moment: the same lesson and number give the same model.
 *
 * @param teaching the settings
 * @param through the last event that counts
 * @param classes the names of all classes, by number
 * @param rows the labelled rows, ascending
 * @param labels the number of the class of each
 * @param weights how much each counts
 * @param features what models see
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Lesson(
        Teaching teaching,
        long through,
        List<String> classes,
        int[] rows,
        int[] labels,
        double[] weights,
        Features features) {

    /** What a project says now; an item whose features are not computed yet is left out. */
    static Lesson of(Project project, Features features) {
        return project.atOnce(() -> {
            Teaching teaching = Teaching.of(project);
            List<String> classes =
                    project.classes().stream().map(LabelClass::name).toList();
            List<Integer> rows = new ArrayList<>();
            List<Integer> labels = new ArrayList<>();
            List<Double> weights = new ArrayList<>();
            for (int row : project.labelled()) {
                ItemState item = project.item(row);
                double weight = weight(Objects.requireNonNull(item.provenance()), teaching);
                if (row < features.rows().rows() && weight > 0) {
                    rows.add(row);
                    labels.add(item.label());
                    weights.add(weight);
                }
            }
            return new Lesson(
                    teaching,
                    project.version(),
                    classes,
                    rows.stream().mapToInt(Integer::intValue).toArray(),
                    labels.stream().mapToInt(Integer::intValue).toArray(),
                    weights.stream().mapToDouble(Double::doubleValue).toArray(),
                    features);
        });
    }

    private static double weight(Provenance provenance, Teaching teaching) {
        return switch (provenance) {
            case HUMAN, IMPORTED -> 1;
            case IMPLICIT -> teaching.implicitWeight();
            case WEAK -> teaching.weakWeight();
            case MODEL -> 0; // a model that learns from itself only grows surer
        };
    }

    /** The labelled rows with their features. */
    TrainingSet examples() {
        return TrainingSet.of(features.rows().select(rows), labels, classes.size())
                .weighted(weights);
    }

    /**
     * Fits.
     *
     * @param number of the model: another number draws other random numbers
     * @throws IllegalArgumentException if the learner cannot be fitted on it, with the reason
     */
    Model fit(int number) {
        return Workers.using(threads(), () -> teaching.fitted().fit(examples(), random("fit", number)));
    }

    /** The randomness of one purpose of one model. */
    Randomness random(String purpose, int number) {
        return Randomness.seed(teaching.seed()).purpose(purpose).round(number);
    }

    static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** What models see of all items. */
    Matrix pool() {
        return features.rows();
    }
}
