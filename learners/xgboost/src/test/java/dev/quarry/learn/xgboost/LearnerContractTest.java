package dev.quarry.learn.xgboost;

import dev.quarry.learn.Learner;
import dev.quarry.learn.contract.LearnerContract;
import dev.quarry.part.Parts;
import java.util.stream.Stream;

final class LearnerContractTest extends LearnerContract {

    @Override
    protected Stream<Learner> learners() {
        return Stream.of(
                        "gradient-boosting",
                        "gradient-boosting{trees: 30, subsample: 0.7, max-features: 0.5}",
                        "gradient-boosting{trees: 30, max-depth: 0, max-leaf-nodes: 6, min-samples-leaf: 3, l2: 0}",
                        "gradient-boosting{trees: 30, bins: 8}")
                .map(text -> Parts.read(Learner.class, text));
    }
}
