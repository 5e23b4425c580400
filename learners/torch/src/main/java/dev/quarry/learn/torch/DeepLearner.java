package dev.quarry.learn.torch;

import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.GradientModel;
import dev.quarry.learn.HeadedModel;
import dev.quarry.learn.HistoryModel;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Named;
import dev.quarry.part.Parts;
import dev.quarry.torch.Net;
import java.util.Optional;
import java.util.Set;

/** What all deep learners share: a network, a plan of its training, and models made of both. */
interface DeepLearner extends Learner {

    /** How it is trained. */
    Training training();

    /**
     * The network for a task.
     *
     * @throws IllegalArgumentException if it does not take rows of that width, with the reason
     */
    Net net(int columns, int classes);

    /** How the input is scaled. */
    default Scaling scaling() {
        return Scaling.TOGETHER;
    }

    /** Whether there is dropout. */
    boolean drops();

    /** Rows that go through at once when the model is asked: enough to keep the processor busy. */
    default int predictionBatch() {
        return 16;
    }

    /** The shape of a row, where it is a picture. */
    default Optional<Pictures> pictures(int columns) {
        return Optional.empty();
    }

    /** Its name, for sentences. */
    default String name() {
        return getClass().getAnnotation(Named.class).value();
    }

    /** What it brings to a training on rows of that width. */
    default Task task(int columns, int classes) {
        return new Task(
                name(), Parts.resolve(this), training(), net(columns, classes), predictionBatch(), pictures(columns));
    }

    /** Trains, from an earlier model where there is one. */
    default Fitted train(Optional<Fitted> earlier, TrainingSet examples, Randomness random) {
        TrainingSet usable = examples.usable(name());
        Task task = task(usable.features().cols(), usable.classes());
        return new Fitting(task, usable, random).fit(earlier.map(Fitted::weights));
    }

    @Override
    default Model fit(TrainingSet examples, Randomness random) {
        return DeepModel.of(train(Optional.empty(), examples, random));
    }

    @Override
    default Model refit(Model earlier, TrainingSet examples, Randomness random) {
        if (!warm()) {
            return fit(examples, random);
        }
        if (!(earlier instanceof DeepModel deep)) {
            throw new IllegalArgumentException(
                    "The learner (%s) cannot begin at a model that it did not fit.".formatted(name()));
        }
        return DeepModel.of(train(Optional.of(deep.fitted()), examples, random));
    }

    @Override
    default Model restore(State state) {
        return DeepModel.of(
                Fitted.restore(task(Fitted.single(state, "columns"), Fitted.single(state, "classes")), state));
    }

    @Override
    default boolean warm() {
        return training().warm();
    }

    /** The start of the weights and the order of the rows are drawn. */
    @Override
    default boolean stochastic() {
        return true;
    }

    @Override
    default int maxPasses() {
        return drops() ? Integer.MAX_VALUE : 0;
    }

    @Override
    default Set<Class<? extends Model>> gives() {
        return moments() > 0
                ? Set.of(HeadedModel.class, GradientModel.class, HistoryModel.class)
                : Set.of(HeadedModel.class, GradientModel.class);
    }

    @Override
    default int moments() {
        return training().snapshots();
    }
}
