package dev.quarry.lab;

import dev.quarry.journal.Entry;
import dev.quarry.kernel.Matrix;
import dev.quarry.lab.measure.Accuracy;
import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Point;
import dev.quarry.lab.result.RoundTime;
import dev.quarry.learn.Model;
import dev.quarry.loop.LoopEvent;
import dev.quarry.pool.Pool;
import dev.quarry.pool.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of one loop into the result of a cell. Before two classes are seen there is no model; the answer to
 * everything is then the one class seen.
 */
final class Recorder implements Consumer<LoopEvent> {

    private final Cell cell;
    private final Settings settings;
    private final Pool pool;
    private final Matrix testFeatures;
    private final int[] testLabels;
    private final @Nullable PlaneWatcher plane;
    private final Consumer<? super Progress> listener;
    private final List<Point> curve = new ArrayList<>();
    private final List<RoundTime> times = new ArrayList<>();
    private final int[] picked;
    private @Nullable Model model;
    private Duration fit = Duration.ZERO;
    private int labelled;
    private boolean starting;
    private boolean cancelled;

    Recorder(
            Cell cell,
            Settings settings,
            Task task,
            Pool pool,
            @Nullable PlaneWatcher plane,
            Consumer<? super Progress> listener) {
        this.cell = cell;
        this.settings = settings;
        this.pool = pool;
        this.testFeatures = task.testFeatures();
        this.testLabels = task.testLabels();
        this.plane = plane;
        this.listener = listener;
        this.picked = new int[pool.classes().size()];
    }

    @Override
    public void accept(LoopEvent event) {
        switch (event) {
            case LoopEvent.Fitted fitted -> {
                model = fitted.model();
                fit = fitted.took();
            }
            case LoopEvent.Selected selected -> selected(selected);
            case LoopEvent.Labelled judged -> labelled(judged);
            case LoopEvent.Ended ended -> {
                cancelled = ended.why() == LoopEvent.End.CANCELLED;
                judge();
                if (plane != null && model != null) {
                    plane.watch(labelled, ended.round(), model, new long[0]);
                }
            }
        }
    }

    private void selected(LoopEvent.Selected selected) {
        judge();
        starting = settings.start() > 0 && (model == null || labelled < settings.start());
        if (!starting) {
            times.add(new RoundTime(labelled, seconds(fit), seconds(selected.took())));
        }
        if (plane != null && model != null) {
            plane.watch(labelled, selected.round(), model, selected.selection().ids());
        }
    }

    /** Judges what was fitted in this round, if anything is labelled yet. */
    private void judge() {
        if (labelled == 0) {
            return;
        }
        Model now = model;
        Accuracy.Both accuracy = now == null
                ? Accuracy.constant(onlyClass(), testLabels)
                : Accuracy.of(now.probabilities(testFeatures), testLabels);
        curve.add(new Point(labelled, accuracy.plain(), accuracy.balanced()));
        listener.accept(new Progress.RoundDone(cell, labelled, settings.budget(), accuracy.plain()));
    }

    private int onlyClass() {
        return pool.label(pool.rows(Status.LABELLED)[0]);
    }

    private void labelled(LoopEvent.Labelled judged) {
        for (Entry entry : judged.entries()) {
            int row = pool.row(entry.item());
            if (!starting && pool.status(row) == Status.LABELLED) {
                picked[pool.label(row)]++;
            }
        }
        labelled = judged.labelled();
        model = null;
        fit = Duration.ZERO;
    }

    private static double seconds(Duration took) {
        return took.toNanos() / 1e9;
    }

    /** Whether the loop was stopped before its end, so that there is no result. */
    boolean cancelled() {
        return cancelled;
    }

    /** The result of the cell, after the loop has ended. */
    CellResult result() {
        return new CellResult(
                cell.strategy(),
                cell.seed(),
                curve,
                Arrays.stream(picked).boxed().toList(),
                times,
                plane == null ? null : plane.surface());
    }
}
