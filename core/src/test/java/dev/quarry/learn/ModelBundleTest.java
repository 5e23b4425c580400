package dev.quarry.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.BundleFile;
import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {

    /** Answers the shares of the classes, whatever it is asked. */
    @AutoService(Part.class)
    @Named(value = "class-shares", summary = "Answers the shares of the classes, smoothed.")
    public record ClassShares(
            @Help("rows that every class has beforehand") double smoothing) implements Learner {

        public ClassShares() {
            this(1);
        }

        @Override
        public Model fit(TrainingSet examples, Randomness random) {
            double[] shares = new double[examples.classes()];
            Arrays.fill(shares, smoothing);
            for (int i = 0; i < examples.size(); i++) {
                shares[examples.label(i)] += examples.weight(i);
            }
            double sum = Arrays.stream(shares).sum();
            return new Shares(DoubleMatrix.of(
                    Arrays.stream(shares).map(share -> share / sum).toArray()));
        }

        @Override
        public Model restore(State state) {
            return new Shares(state.matrix("shares").toDouble());
        }
    }

    private record Shares(DoubleMatrix shares) implements Model {
        @Override
        public int classes() {
            return shares.cols();
        }

        @Override
        public Matrix probabilities(Matrix features) {
            double[][] rows = new double[features.rows()][];
            Arrays.fill(rows, shares.values());
            return DoubleMatrix.of(rows);
        }

        @Override
        public State state() {
            return State.empty().with("shares", shares);
        }
    }

    private static final Matrix FEATURES =
            DoubleMatrix.of(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("model.quarry");
    }

    private static ModelBundle bundle() {
        Learner learner = new ClassShares(0.5);
        return new ModelBundle(
                learner,
                learner.fit(TrainingSet.of(FEATURES, new int[] {0, 1, 1}, 3), Randomness.seed(1)),
                List.of("no", "yes, really", "ça dépend"),
                2,
                List.of("height", "weight [kg]"),
                State.empty().with("mean", new double[] {3, 4}),
                "my data.csv{label: outcome}",
                new Origin("0.1.0", "my data.csv", "abc", 3, Long.MIN_VALUE));
    }

    @Test
    void a_saved_model_says_the_same_and_knows_where_it_comes_from() throws IOException {
        bundle().save(file());
        ModelBundle loaded = ModelBundle.load(file());
        assertThat(loaded.model().probabilities(FEATURES))
                .isEqualTo(bundle().model().probabilities(FEATURES));
        assertThat(loaded.learner()).isEqualTo(new ClassShares(0.5));
        assertThat(loaded.classes()).containsExactly("no", "yes, really", "ça dépend");
        assertThat(loaded.columns()).isEqualTo(2);
        assertThat(loaded.names()).containsExactly("height", "weight [kg]");
        assertThat(loaded.preparation()).isEqualTo(bundle().preparation());
        assertThat(loaded.data()).isEqualTo("my data.csv{label: outcome}");
        assertThat(loaded.origin()).isEqualTo(bundle().origin());
    }

    @Test
    void saving_what_was_loaded_gives_the_same_bytes() throws IOException {
        bundle().save(file());
        byte[] first = Files.readAllBytes(file());
        ModelBundle.load(file()).save(file());
        assertThat(Files.readAllBytes(file())).isEqualTo(first);
    }

    @Test
    void without_names_of_features_and_preparation_it_works_too() throws IOException {
        ModelBundle full = bundle();
        new ModelBundle(
                        full.learner(),
                        full.model(),
                        full.classes(),
                        784,
                        List.of(),
                        State.empty(),
                        "digits",
                        full.origin())
                .save(file());
        ModelBundle loaded = ModelBundle.load(file());
        assertThat(loaded.names()).isEmpty();
        assertThat(loaded.columns()).isEqualTo(784);
        assertThat(loaded.preparation().names()).isEmpty();
    }

    /** The state of a saved bundle with another value under a name. */
    private Path changed(String name, String value) throws IOException {
        bundle().save(file());
        State saved = BundleFile.read(file());
        State other = State.empty();
        for (String key : List.of("learner", "classes", "data")) {
            other = other.with(key, key.equals(name) ? value : saved.text(key));
        }
        other = other.with("columns", saved.whole("columns")).with("names", saved.text("names"));
        other = other.with("origin", saved.inner("origin")).with("model", saved.inner("model"));
        BundleFile.write(file(), other);
        return file();
    }

    private static void assertRefused(Path file, String... reasons) {
        assertThatThrownBy(() -> ModelBundle.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(%s)".formatted(file))
                .hasMessageContainingAll(reasons);
    }

    @Test
    void a_learner_that_is_not_here_is_named() throws IOException {
        assertRefused(
                changed("learner", "class-shaers{smoothing: 1}"),
                "(class-shaers{smoothing: 1}), which is not to be had here",
                "no learner named (class-shaers)",
                "Maybe its jar is missing");
        assertRefused(changed("learner", "class-shares{power: 1}"), "no parameter of (class-shares) named (power)");
        assertRefused(changed("learner", "class-shares{"), "(class-shares{)");
    }

    @Test
    void a_bundle_that_does_not_fit_together_is_refused() throws IOException {
        assertRefused(changed("classes", "no\nyes\n"), "(2) names of classes but the model knows (3)");
        BundleFile.write(file(), State.empty().with("weights", new double[] {1}));
        assertRefused(file(), "holds no model");
        BundleFile.write(
                file(),
                State.empty()
                        .with("learner", Parts.resolve(new ClassShares()))
                        .with("model", State.empty().with("other", "x")));
        assertRefused(file(), "holds no usable model of the learner (class-shares)", "The value (shares) is missing");
        assertThatThrownBy(() -> new ModelBundle(
                        new ClassShares(),
                        bundle().model(),
                        bundle().classes(),
                        3,
                        List.of("a"),
                        State.empty(),
                        "",
                        bundle().origin()))
                .hasMessageContaining("(1) names of features but (3) columns");
    }
}
