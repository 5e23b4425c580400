package dev.quarry.learn.torch;

import com.google.auto.service.AutoService;
import dev.quarry.learn.Rules;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.torch.Device;
import dev.quarry.torch.Setting;

/**
 * How a network is trained. A step goes down the gradient of the mean weighted cross entropy of one batch; an epoch sees
 * every labelled row once, in an order of its own; batches are as even as they can be.
 *
 * <p>The same seed gives the same bits for any number of {@code Workers} and beside any other work; only another {@code
 * threads} or {@code device} may change the last ones. Ctrl-C, an interrupt of the thread, ends it between two steps.
 */
@AutoService(Part.class)
@Named(
        value = "plan",
        summary = "How a network is trained: optimiser, schedule, epochs, batches, when to stop, what to keep.",
        cost = "O(epochs·m) passes forward and back")
public record Training(
        @Help("how the weights follow the gradient: sgd or adam")
        Descent optimiser,

        @Help("how the learning rate goes over the training")
        Schedule schedule,

        @Help("rows of a batch, at least 1") int batch,
        @Help("how often each row is seen, at least 1") int epochs,

        @Help("fewest steps: more epochs while rows are few, 0 for none")
        int minSteps,

        @Help("how pictures are varied") Augmentation augment,

        @Help("share of a label that goes to all classes evenly, in [0, 1)")
        double smoothing,

        @Help(
                "epochs without a better loss on held-out labelled rows before it stops, 0 for never; the best weights are kept")
        int patience,

        @Help("share of the labelled rows that is held out for that, in (0, 0.5]; every class keeps a row")
        double validation,

        @Help("whether each round begins at the weights of the round before")
        boolean warm,

        @Help("how much of those weights stays, in [0, 1]; the rest comes from a fresh start")
        double keep,

        @Help("moments of the training to remember, evenly spread, 0 for none; each costs the memory of the weights")
        int snapshots,

        @Help("where it is computed: cpu or cuda") Device device,

        @Help("threads that one operation may use, at least 1")
        int threads,

        @Help(
                "folder where each training keeps how far it has come, so that one that was killed goes on; empty for none")
        String checkpoints)
        implements Part {

    private static final double MOST_VALIDATION = 0.5;

    /** States the rules. */
    public Training {
        Rules.atLeast("batch", batch, 1);
        Rules.atLeast("epochs", epochs, 1);
        Rules.atLeast("min-steps", minSteps, 0);
        Rules.fraction("smoothing", smoothing);
        Rules.atLeast("patience", patience, 0);
        Rules.atLeast("snapshots", snapshots, 0);
        Rules.atLeast("threads", threads, 1);
        if (!(validation > 0 && validation <= MOST_VALIDATION)) {
            throw new IllegalArgumentException(
                    "The validation (%s) must be above 0 and at most 0.5.".formatted(validation));
        }
        if (!(keep >= 0 && keep <= 1)) {
            throw new IllegalArgumentException("The keep (%s) must be in [0, 1].".formatted(keep));
        }
        if (snapshots > epochs) {
            throw new IllegalArgumentException(
                    "The snapshots (%d) are more than the epochs (%d).".formatted(snapshots, epochs));
        }
        if (snapshots > 0 && patience > 0) {
            throw new IllegalArgumentException(
                    "With a patience (%d) nobody knows how long the training is, so its (%d) snapshots cannot be spread. Maybe set (patience: 0)."
                            .formatted(patience, snapshots));
        }
        if (schedule == Schedule.CYCLIC_COSINE && snapshots == 0) {
            throw new IllegalArgumentException(
                    "The schedule (cyclic-cosine) has a cycle for each snapshot, and there are (0). Maybe set (snapshots: 5).");
        }
    }

    /** Adam at 0.001, 30 epochs of batches of 32, at least 300 steps; nothing held out, nothing remembered. */
    public Training() {
        this(new Adam(), Schedule.CONSTANT, Augmentation.NONE, 32, 30, 300);
    }

    /** A plan that holds nothing out, remembers nothing and begins each round anew, on one thread of the processor. */
    Training(Descent optimiser, Schedule schedule, Augmentation augment, int batch, int epochs, int minSteps) {
        this(optimiser, schedule, batch, epochs, minSteps, augment, 0, 0, 0.2, false, 1, 0, Device.CPU, 1, "");
    }

    /** As pictures of 32 × 32 are trained: SGD along a cosine, shifted and mirrored. */
    static Training ofPictures() {
        return new Training(new Sgd(), Schedule.COSINE, Augmentation.CROP_FLIP, 64, 30, 300);
    }

    Setting setting() {
        return new Setting(device, threads);
    }
}
