package dev.quarry.server.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a project stands.
 *
 * @param items how many there are
 * @param labelled how many have a class
 * @param open how many have neither class nor verdict
 * @param model the number of the model in charge; 0 where there is none
 * @param accuracy what random checks say of it
 * @param agreement how often the model was right about the items that it had chosen itself: biased, since it asks where it
 *     is unsure
 * @param grid how often a label that was only let stand turned out wrong when it was asked again
 * @param repeated how often a label that somebody gave was given otherwise the second time
 * @param classes the classes in use
 * @param curve how accuracy went
 * @param effort what it took
 * @param goal what is to be reached
 * @param advice whether to stop
 */
public record Report(
        int items,
        int labelled,
        int open,
        int model,
        Accuracy accuracy,
        Share agreement,
        Share grid,
        Share repeated,
        List<OfClass> classes,
        List<Curve.Point> curve,
        Work effort,
        Goal goal,
        Advice advice) {

    /**
     * What random checks say. They are the last ones, over more than one model where there are few of each.
     *
     * @param share of right predictions
     * @param fromModel the first model that was asked; 0 where there is none
     * @param toModel the last one
     * @param implicit how many of these labels were only let stand in a grid
     * @param pending how many checks wait for an answer
     * @param unanswered how many nobody could tell
     * @param macroF1 the mean of F1 over the classes; null without checks
     * @param more how many more checks make the interval as narrow as the goal asks
     */
    public record Accuracy(
            Share share,
            int fromModel,
            int toModel,
            int implicit,
            int pending,
            int unanswered,
            @Nullable Double macroF1,
            int more) {}

    /**
     * A class.
     *
     * @param labelled how many items have it
     * @param predicted of how many open items it is the likeliest
     * @param recall of the checks that are of this class, how many were recognised
     * @param precision of the checks that were taken for it, how many are
     */
    public record OfClass(int number, int labelled, int predicted, Share recall, Share precision) {}

    /**
     * What it took.
     *
     * @param labels answers of people
     * @param millis how long they were at it, without pauses of more than five minutes
     * @param days by person and day, newest first
     */
    public record Work(int labels, long millis, List<Effort.Day> days) {}

    /**
     * A model.
     *
     * @param number of it
     * @param learner the text of the learner
     * @param labels how many it saw
     * @param at when it was fitted
     * @param by who asked for it
     * @param millis how long the fit took
     * @param features what it saw
     * @param inCharge whether it is the one that predicts now
     * @param kept whether what it says is still there, so that it can be restored
     * @param checks what random checks said of it at its time
     * @param changed the share of predictions that it changed against the model before; null where that is not known
     * @param note what somebody wrote beside it
     */
    public record Version(
            int number,
            String learner,
            int labels,
            java.time.@Nullable Instant at,
            String by,
            int millis,
            String features,
            boolean inCharge,
            boolean kept,
            Share checks,
            @Nullable Double changed,
            String note) {}
}
