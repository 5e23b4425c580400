package dev.quarry.learn.svm;

import dev.quarry.learn.Learner;
import dev.quarry.learn.contract.LearnerContract;
import dev.quarry.part.Parts;
import java.util.stream.Stream;

final class LearnerContractTest extends LearnerContract {

    @Override
    protected Stream<Learner> learners() {
        return Stream.of(
                        "svm",
                        "svm{kernel: linear}",
                        "svm{kernel: polynomial, coef0: 1, degree: 2}",
                        "linear-svm",
                        "linear-svm{c: 0.01}")
                .map(text -> Parts.read(Learner.class, text));
    }
}
