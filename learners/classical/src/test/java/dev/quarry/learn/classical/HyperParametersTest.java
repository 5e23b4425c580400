package dev.quarry.learn.classical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No hyper-parameter is there for show. */
class HyperParametersTest {

    private static final Randomness RANDOM = Randomness.seed(3);
    private static final TrainingSet NOISY = uneven(Samples.clouds(300, 16, 4, 4, 1.5, 1));
    private static final TrainingSet UNSEEN = Samples.clouds(400, 16, 4, 4, 1.5, 2);

    /** Fewer rows of the first class than of the others. */
    private static TrainingSet uneven(TrainingSet set) {
        return set.select(IntStream.range(0, set.size())
                .filter(i -> set.label(i) != 0 || i % 3 == 0)
                .toArray());
    }

    private static Learner learner(String text) {
        return Parts.read(Learner.class, text);
    }

    private static Matrix predict(Learner learner) {
        return learner.fit(NOISY, RANDOM).probabilities(UNSEEN.features());
    }

    private static final String[] CHANGED = {
        "decision-tree{max-depth: 3}",
        "decision-tree{min-samples-split: 40}",
        "decision-tree{min-samples-leaf: 10}",
        "decision-tree{max-leaf-nodes: 8}",
        "decision-tree{max-features: sqrt}",
        "decision-tree{criterion: entropy}",
        "decision-tree{class-weights: balanced}",
        "random-forest{trees: 99}",
        "random-forest{max-depth: 3}",
        "random-forest{min-samples-split: 30}",
        "random-forest{min-samples-leaf: 10}",
        "random-forest{max-leaf-nodes: 8}",
        "random-forest{max-features: third}",
        "random-forest{criterion: log-loss}",
        "random-forest{bootstrap: false}",
        "random-forest{class-weights: balanced}",
        "extra-trees{trees: 99}",
        "extra-trees{max-depth: 5}",
        "extra-trees{min-samples-split: 30}",
        "extra-trees{min-samples-leaf: 10}",
        "extra-trees{max-leaf-nodes: 16}",
        "extra-trees{max-features: all}",
        "extra-trees{criterion: entropy}",
        "extra-trees{bootstrap: true}",
        "extra-trees{class-weights: balanced}",
        "k-nearest-neighbours{k: 9}",
        "k-nearest-neighbours{weights: distance}",
        "bagging{learner: k-nearest-neighbours}",
        "bagging{members: 11}",
        "bagging{max-samples: 0.5}",
        "bagging{max-features: 0.5}",
        "bagging{bootstrap: false, max-samples: 0.7}",
        "bagging{bootstrap-features: true}",
        "ada-boost{learner: decision-tree{max-depth: 2}}",
        "ada-boost{members: 20}",
        "ada-boost{learning-rate: 0.5}",
        "calibrated{learner: gaussian-naive-bayes}",
        "calibrated{folds: 3}",
        "bootstrap{members: 9}",
        "bootstrap{learner: gaussian-naive-bayes}",
        "logistic-regression{c: 0.01}",
        "logistic-regression{tolerance: 0.1}",
        "logistic-regression{max-iterations: 2}",
        "gaussian-naive-bayes{var-smoothing: 0.1}"
    };

    static Stream<String> changed() {
        return Arrays.stream(CHANGED);
    }

    @ParameterizedTest
    @MethodSource("changed")
    void each_changes_the_model_and_it_still_learns(String text) {
        Learner standard = learner(text.substring(0, text.indexOf('{')));
        Matrix p = predict(learner(text));
        assertThat(p).isNotEqualTo(predict(standard));
        long right = IntStream.range(0, UNSEEN.size())
                .filter(i -> IntStream.range(0, 4).allMatch(c -> p.get(i, c) <= p.get(i, UNSEEN.label(i))))
                .count();
        assertThat(right).isGreaterThan(160); // of 400, where guessing would find 100
    }

    @Test
    void none_was_forgotten() {
        Set<String> tried = changed()
                .map(text -> text.replaceFirst("\\{([a-z-]+):.*", " $1"))
                .collect(Collectors.toSet());
        for (PartType type : Parts.of(Learner.class)) {
            for (PartType.Parameter parameter : type.parameters()) {
                assertThat(tried).contains(type.name() + " " + parameter.name());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bagging{learner: k-nearest-neighbours, max-features: 0.5}",
                "bagging{learner: logistic-regression, bootstrap-features: true, max-samples: 0.4}",
                "bagging{learner: gaussian-naive-bayes, bootstrap: false}",
                "ada-boost{learner: logistic-regression, members: 5}",
                "ada-boost{learner: bagging{members: 3}, members: 3}",
                "calibrated{learner: random-forest{trees: 10}}",
                "calibrated{learner: bagging{learner: gaussian-naive-bayes, members: 3}}",
                "bootstrap{learner: calibrated{learner: decision-tree{max-depth: 3}}, members: 3}",
                "decision-tree{max-leaf-nodes: 5, max-features: log2}",
                "extra-trees{trees: 5, max-leaf-nodes: 9}"
            })
    void what_is_put_together_is_the_same_for_all_threads_and_comes_back(String text) {
        Learner learner = learner(text);
        Learner same = Parts.read(Learner.class, Parts.resolve(learner));
        assertThat(same).isEqualTo(learner);
        Model model = learner.fit(NOISY, RANDOM);
        Matrix p = model.probabilities(UNSEEN.features());
        for (int threads : new int[] {2, 7}) {
            assertThat(Workers.using(threads, () -> predict(learner))).isEqualTo(p);
        }
        Model back = learner.restore(model.state());
        assertThat(back.probabilities(UNSEEN.features())).isEqualTo(p);
        assertThat(back.state()).isEqualTo(model.state());
        assertThat(back.getClass()).isEqualTo(model.getClass());
    }
}
