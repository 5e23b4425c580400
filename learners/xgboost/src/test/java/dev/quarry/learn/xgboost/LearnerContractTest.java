package dev.quarry.learn.xgboost;

import dev.quarry.learn.Learner;
import dev.quarry.learn.contract.LearnerContract;
import java.util.stream.Stream;

final class LearnerContractTest extends LearnerContract {

    @Override
    protected Stream<Learner> learners() {
        return Stream.of(
                new GradientBoosting(),
                new GradientBoosting(30, 3, 0.3, 0.7, 2, 1, 0, 0.5, 1),
                new GradientBoosting(30, 0, 0.3, 1, 8, 3, 6, 1, 0));
    }
}
