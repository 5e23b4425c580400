package dev.quarry.learn.svm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import dev.quarry.part.Parts;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines as members of committees, which resample the rows or weigh them. */
class CommitteesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bagging{learner: svm, members: 5}",
                "bagging{learner: linear-svm, members: 5}",
                "ada-boost{learner: svm{kernel: linear}, members: 5}",
                "ada-boost{learner: linear-svm, members: 5}",
                "ada-boost{learner: svm, members: 5}"
            })
    void a_committee_of_machines_learns_and_comes_back_from_its_state(String text) {
        Learner committee = Parts.read(Learner.class, text);
        TrainingSet unseen = Samples.clouds(300, 5, 3, 3, 4, 2);
        Model model = committee.fit(Samples.clouds(90, 5, 3, 3, 4, 1), Randomness.seed(1));
        Matrix p = model.probabilities(unseen.features());
        long right = IntStream.range(0, 300)
                .filter(i -> IntStream.range(0, 3).allMatch(c -> p.get(i, c) <= p.get(i, unseen.label(i))))
                .count();
        assertThat(right).isGreaterThan(270);
        assertThat(committee.restore(model.state()).probabilities(unseen.features()))
                .isEqualTo(p);
    }
}
