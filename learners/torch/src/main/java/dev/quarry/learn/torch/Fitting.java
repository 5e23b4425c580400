package dev.quarry.learn.torch;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.TrainingSet;
import dev.quarry.torch.Net;
import dev.quarry.torch.Standardise;
import dev.quarry.torch.Trainer;
import dev.quarry.torch.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/** One training. */
final class Fitting {

    private final Task task;
    private final Training plan;
    private final Randomness random;
    private final Net net;
    private final List<Integer> seen;
    private final Examples examples;
    private final TrainingSet held;
    private final int epochs;

    /**
     * A training for a task.
     *
     * @param usable the rows that count
     */
    Fitting(Task task, TrainingSet usable, Randomness random) {
        this.task = task;
        this.plan = task.plan();
        this.random = random;
        this.net = task.net();
        this.seen = IntStream.range(0, usable.size())
                .map(usable::label)
                .distinct()
                .sorted()
                .boxed()
                .toList();
        Holdout split = plan.patience() > 0
                ? Holdout.of(usable, plan.validation(), random.purpose("validation"))
                : Holdout.none(usable);
        this.examples = new Examples(split.learnt());
        this.held = split.held();
        int batches = examples.batches(plan.batch());
        this.epochs = Math.max(plan.epochs(), (plan.minSteps() + batches - 1) / batches);
    }

    /** Trains, from the weights of an earlier model where there is one. */
    Fitted fit(Optional<Weights> earlier) {
        Weights start = start(earlier);
        Optional<Checkpoints> checkpoints = plan.checkpoints().isEmpty()
                ? Optional.empty()
                : Optional.of(Checkpoints.of(task, examples.set(), random, start));
        Progress progress = checkpoints
                .flatMap(file -> file.load(net.layout(), plan.patience()))
                .orElseGet(() -> Progress.beginning(start, plan.patience()));
        List<Weights> moments = Trainer.train(
                net,
                progress.standing(),
                plan.optimiser().rule(),
                new Trainer.Loss(seen, plan.smoothing()),
                plan.setting(),
                trainer -> train(trainer, progress, checkpoints));
        if (!moments.getLast().finite()) {
            throw diverged(epochs);
        }
        checkpoints.ifPresent(Checkpoints::finish);
        return fitted(moments);
    }

    private Fitted fitted(List<Weights> moments) {
        return new Fitted(net, List.copyOf(moments), plan.snapshots() > 0, seen, plan.setting(), task.batch());
    }

    private Weights start(Optional<Weights> earlier) {
        Weights fresh = net.layout().initial(random.purpose("start"));
        Weights weights = earlier.isPresent() ? earlier.get().mixed(plan.keep(), fresh) : fresh;
        boolean scaled = net.layout().shapes().containsKey(Standardise.MEAN);
        return scaled ? InputScale.of(examples.set(), weights) : weights;
    }

    private List<Weights> train(Trainer trainer, Progress progress, Optional<Checkpoints> checkpoints) {
        List<Weights> moments = new ArrayList<>(progress.moments());
        Patience patience = progress.patience();
        Optional<Variation> variation = variation(trainer);
        for (int epoch = progress.epoch(); epoch < epochs && !patience.exhausted(); epoch++) {
            epoch(trainer, epoch, variation);
            if (epoch + 1 < epochs && snapshotDue(epoch)) {
                moments.add(trainer.weights());
            }
            if (held.size() > 0) {
                Weights now = trainer.weights();
                patience.look(now, heldOutLoss(now));
            }
            int done = epoch + 1;
            checkpoints.ifPresent(
                    file -> file.save(new Progress(done, trainer.standing(), List.copyOf(moments), patience)));
        }
        moments.add(patience.best().orElseGet(trainer::weights));
        return moments;
    }

    private void epoch(Trainer trainer, int epoch, Optional<Variation> variation) {
        int[][] batches = examples.epoch(plan.batch(), random.purpose("order").round(epoch));
        for (int b = 0; b < batches.length; b++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException(
                        "The fit of (%s) was ended in epoch (%d) of (%d).".formatted(task.name(), epoch + 1, epochs));
            }
            long step = (long) epoch * batches.length + b;
            double progress = step / ((double) epochs * batches.length);
            double rate =
                    plan.optimiser().learningRate() * plan.schedule().factor(progress, Math.max(1, plan.snapshots()));
            Trainer.Batch batch = examples.batch(
                    batches[b], variation, random.purpose("augment").round(epoch));
            float loss = trainer.step(batch, rate, random.purpose("dropout").round(step));
            if (!Float.isFinite(loss)) {
                throw diverged(epoch + 1);
            }
        }
    }

    private IllegalArgumentException diverged(int epoch) {
        return new IllegalArgumentException(
                "The training of (%s) diverged in epoch (%d): its loss is no number any more. Maybe set a smaller (learning-rate) than (%s)."
                        .formatted(task.name(), epoch, plan.optimiser().learningRate()));
    }

    private boolean snapshotDue(int epoch) {
        long now = (epoch + 1L) * plan.snapshots() / epochs;
        long before = (long) epoch * plan.snapshots() / epochs;
        return now > before;
    }

    private Optional<Variation> variation(Trainer trainer) {
        if (plan.augment() == Augmentation.NONE) {
            return Optional.empty();
        }
        Pictures shape = task.pictures()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The learner (%s) takes no pictures, so there is nothing to shift or mirror. Maybe set (augment: none)."
                                .formatted(task.name())));
        return Optional.of(
                new Variation(shape, trainer.weights().array(Standardise.MEAN).values()));
    }

    /** The mean weighted loss on the rows that are held out, which the training never sees. */
    private double heldOutLoss(Weights weights) {
        DoubleMatrix p = fitted(List.of(weights)).probabilities(held.features());
        double sum = 0;
        double total = 0;
        for (int i = 0; i < held.size(); i++) {
            sum -= held.weight(i) * StrictMath.log(Math.max(p.get(i, held.label(i)), Double.MIN_NORMAL));
            total += held.weight(i);
        }
        return sum / total;
    }
}
