package dev.quarry.cli;

import dev.quarry.dataset.Dataset;
import dev.quarry.kernel.Matrix;
import dev.quarry.learn.ModelBundle;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Data for a model that was fitted on others: read with the options of those where nothing else is said, and made
 * features by what was learnt there.
 *
 * @param dataset the data
 * @param features as the model wants them
 */
record NewData(Dataset dataset, Matrix features) {

    /** Opens them. */
    static NewData open(String text, ModelBundle bundle, DataOptions options, long seed) throws IOException {
        DataText asked = DataText.of(text);
        if (!asked.isOwn()) {
            return of(options.open(text, seed), bundle);
        }
        DataText filled = asked.options().containsKey("format")
                ? asked
                : asked.orElse(DataText.of(bundle.data()).withoutSplit().options());
        try {
            return of(options.open(filled.toString(), seed), bundle);
        } catch (IOException | IllegalArgumentException | WrongCall e) {
            if (asked.options().containsKey("label") || asked.options().containsKey("format")) {
                throw e;
            }
            Optional<Dataset> without = withoutLabels(filled, options, seed);
            if (without.isEmpty()) {
                throw e;
            }
            return of(without.get(), bundle);
        }
    }

    /** A table without the label column, for which another one would be taken; empty if it cannot be read so either. */
    private static Optional<Dataset> withoutLabels(DataText filled, DataOptions options, long seed) {
        try {
            return Optional.of(options.open(filled.with("label", "none").toString(), seed));
        } catch (IOException | IllegalArgumentException | WrongCall e) {
            return Optional.empty();
        }
    }

    private static NewData of(Dataset dataset, ModelBundle bundle) {
        Matrix features = dataset.features(bundle.preparation());
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
