package dev.quarry.learn.classical;

import dev.quarry.learn.contract.LearnerContract;

final class LearnerContractTest extends LearnerContract {}
