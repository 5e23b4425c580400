package dev.quarry.cli;

import dev.quarry.dataset.Dataset;
import dev.quarry.kernel.Matrix;
import dev.quarry.learn.ModelBundle;
import dev.quarry.part.Spec;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Data for a model that was fitted on others: read with the options of those where nothing else is said, and made
 * features by what was learnt there.
 *
 * @param dataset the data
 * @param features as the model wants them
 */
record NewData(Dataset dataset, Matrix features) {

    private static final Set<String> SPLIT = Set.of("test", "test-fraction");
    private static final Set<String> ANYWHERE = Set.of("reduce");
    private static final Set<String> FEATURES = Set.of("features", "scaling", "impute", "reduce");

    /** Opens them. */
    static NewData open(String text, ModelBundle bundle, DataOptions options, long seed) throws IOException {
        DataText asked = DataText.of(text);
        DataText filled = asked.orElse(fitting(asked, DataText.of(bundle.data())));
        try {
            return of(options.open(filled.toString(), seed), bundle, options);
        } catch (IOException | IllegalArgumentException | WrongCall e) {
            if (!asked.isOwn()
                    || asked.options().containsKey("label")
                    || asked.options().containsKey("format")) {
                throw e;
            }
            Optional<Dataset> without = withoutLabels(filled, options, seed);
            if (without.isEmpty()) {
                throw e;
            }
            return of(without.get(), bundle, options);
        }
    }

    /**
     * The options of other data that mean something to these: all but test rows if both are somebody's own files, those
     * about features otherwise.
     */
    private static Map<String, Spec> fitting(DataText asked, DataText others) {
        Map<String, Spec> options = new LinkedHashMap<>(others.options());
        if (asked.isOwn() && !others.isPublished()) {
            options.keySet().removeAll(SPLIT);
        } else {
            options.keySet().retainAll(FEATURES);
        }
        if (asked.options().containsKey("format")) {
            options.keySet().retainAll(ANYWHERE);
        }
        return options;
    }

    /** A table without the label column, for which another one would be taken; empty if it cannot be read so either. */
    private static Optional<Dataset> withoutLabels(DataText filled, DataOptions options, long seed) {
        try {
            return Optional.of(options.open(filled.with("label", "none").toString(), seed));
        } catch (IOException | IllegalArgumentException | WrongCall e) {
            return Optional.empty();
        }
    }

    private static NewData of(Dataset dataset, ModelBundle bundle, DataOptions options) throws IOException {
        Matrix features =
                options.computing("Features of " + dataset.name(), () -> dataset.features(bundle.preparation()));
        if (features.cols() != bundle.columns()) {
            throw new IllegalArgumentException(
                    "The dataset (%s) has (%d) features but the model was fitted on (%d). Maybe it is another kind of data."
                            .formatted(dataset.name(), features.cols(), bundle.columns()));
        }
        return new NewData(dataset, features);
    }

    /** The class of every row as the model numbers them, {@link Dataset#UNKNOWN} where nobody knows it. */
    int[] labels(ModelBundle bundle) {
        int[] translated = dataset.classes().stream()
                .mapToInt(name -> bundle.classes().indexOf(name))
                .toArray();
        int strange = bundle.classes().size(); // a class that the model cannot be right about
        return Arrays.stream(dataset.labels())
                .map(label -> label == Dataset.UNKNOWN
                        ? Dataset.UNKNOWN
                        : translated[label] < 0 ? strange : translated[label])
                .toArray();
    }
}
