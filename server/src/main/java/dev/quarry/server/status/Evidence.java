package dev.quarry.server.status;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.quarry.lab.statistics.Interval;
import dev.quarry.lab.statistics.Proportion;
import java.util.List;
import java.util.Locale;

/**
 * One thing that speaks for or against stopping. Each is a pure function of what is known.
 *
 * @param kind which
 * @param verdict what it says
 * @param text why, for people
 */
public record Evidence(Kind kind, Verdict verdict, String text) {

    /** Below this many checks a curve says nothing. */
    static final int FEWEST_CHECKS = 30;

    /** A gain of at most this much counts as none. */
    static final double LITTLE = 0.05;

    /** Predictions that change less than this between two models count as the same. */
    static final double STEADY = 0.01;

    /** So many trainings in a row must change little. */
    static final int TRAININGS = 3;

    private static final int MANY = 2_000;
    private static final int LARGEST_HALF = 100;
    private static final double HOUR = 3_600_000;

    /** What is looked at. */
    public enum Kind {
        /** Whether accuracy is where it should be. */
        TARGET,
        /** Whether accuracy still grows. */
        CURVE,
        /** Whether predictions still change. */
        PREDICTIONS,
        /** How many errors would remain. */
        ERRORS,
        /** Whether there is still something to spend. */
        BUDGET;

        /** As programs read it. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it says. */
    public enum Verdict {
        /** It speaks for stopping. */
        STOP,
        /** It speaks for going on. */
        CONTINUE,
        /** It cannot tell yet. */
        UNKNOWN;

        /** As programs read it. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the whole interval of accuracy is at or above what should be reached. */
    static Evidence target(Proportion checks, double target) {
        if (checks.n() == 0) {
            return new Evidence(
                    Kind.TARGET, Verdict.UNKNOWN, "No random check has been answered yet, so accuracy is not known.");
        }
        Interval interval = checks.interval(Share.CONFIDENCE);
        String found = "%s of %,d random checks are right: accuracy is between %s and %s"
                .formatted(percent(checks.share()), checks.n(), percent(interval.low()), percent(interval.high()));
        if (interval.low() >= target) {
            return new Evidence(
                    Kind.TARGET,
                    Verdict.STOP,
                    "%s, all of it at or above the goal of %s.".formatted(found, percent(target)));
        } else if (interval.high() < target) {
            return new Evidence(
                    Kind.TARGET, Verdict.CONTINUE, "%s, below the goal of %s.".formatted(found, percent(target)));
        }
        int needed = Proportion.neededToTell(checks.share(), target, Share.CONFIDENCE);
        String more = needed <= checks.n() || needed > MANY
                ? "it is too close to the goal of %s to tell".formatted(percent(target))
                : "about %,d more would tell whether it reaches %s".formatted(needed - checks.n(), percent(target));
        return new Evidence(Kind.TARGET, Verdict.UNKNOWN, "%s; %s.".formatted(found, more));
    }

    /**
     * Whether accuracy grew between the newer half of the last checks and the older half.
     *
     * @param checks oldest first
     */
    static Evidence curve(List<Check> checks) {
        int half = Math.min(LARGEST_HALF, checks.size() / 2);
        if (half < FEWEST_CHECKS) {
            return new Evidence(
                    Kind.CURVE,
                    Verdict.UNKNOWN,
                    "Whether accuracy still grows is seen from %,d random checks on; there are %,d."
                            .formatted(2 * FEWEST_CHECKS, checks.size()));
        }
        int n = checks.size();
        Proportion newer = Check.right(checks.subList(n - half, n));
        Proportion older = Check.right(checks.subList(n - 2 * half, n - half));
        Interval gain = newer.minus(older, Share.CONFIDENCE);
        String found =
                "Over the last two times %,d checks accuracy went from %s to %s (a gain between %s and %s points)"
                        .formatted(
                                half,
                                percent(older.share()),
                                percent(newer.share()),
                                points(gain.low()),
                                points(gain.high()));
        if (gain.high() <= LITTLE) {
            return new Evidence(
                    Kind.CURVE,
                    Verdict.STOP,
                    "%s: it grows by no more than %s points.".formatted(found, points(LITTLE)));
        } else if (gain.low() > 0) {
            return new Evidence(Kind.CURVE, Verdict.CONTINUE, "%s: it still grows.".formatted(found));
        }
        return new Evidence(Kind.CURVE, Verdict.UNKNOWN, "%s: that does not tell yet.".formatted(found));
    }

    /**
     * Whether the last models say nearly the same.
     *
     * @param changes the share of items whose prediction changed with each training, newest last
     */
    static Evidence predictions(List<Double> changes) {
        if (changes.size() < TRAININGS) {
            return new Evidence(
                    Kind.PREDICTIONS,
                    Verdict.UNKNOWN,
                    "Whether predictions still change is seen after %d trainings in a row; there are %d to compare."
                            .formatted(TRAININGS, changes.size()));
        }
        List<Double> last = changes.subList(changes.size() - TRAININGS, changes.size());
        double most = last.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        String found = "The last %d trainings changed %s of all predictions"
                .formatted(
                        TRAININGS,
                        String.join(", ", last.stream().map(Evidence::percent).toList()));
        return most < STEADY
                ? new Evidence(Kind.PREDICTIONS, Verdict.STOP, "%s: they are steady.".formatted(found))
                : new Evidence(Kind.PREDICTIONS, Verdict.CONTINUE, "%s: they still move.".formatted(found));
    }

    /**
     * How many errors would remain if the model labelled everything that is open: the share of errors among the checks,
     * which were drawn from what was open, times what is open.
     *
     * @param open how many items have no label
     * @param items how many there are in all
     */
    static Evidence errors(Proportion checks, int open, int items, double target) {
        if (open == 0) {
            return new Evidence(Kind.ERRORS, Verdict.STOP, "Every item has been answered; no prediction is needed.");
        }
        if (checks.n() == 0) {
            return new Evidence(
                    Kind.ERRORS, Verdict.UNKNOWN, "How many errors would remain is not known before a random check.");
        }
        double expected = checks.complement().share() * open;
        Interval interval = checks.complement().interval(Share.CONFIDENCE).times(open);
        String found =
                "If the model labelled the %,d open items now, about %,d would be wrong (between %,d and %,d), %s of all items"
                        .formatted(
                                open,
                                Math.round(expected),
                                Math.round(interval.low()),
                                Math.round(interval.high()),
                                percent(expected / items));
        if (interval.high() <= (1 - target) * items) {
            return new Evidence(
                    Kind.ERRORS,
                    Verdict.STOP,
                    "%s: within the %s that the goal allows.".formatted(found, percent(1 - target)));
        } else if (interval.low() > (1 - target) * items) {
            return new Evidence(
                    Kind.ERRORS,
                    Verdict.CONTINUE,
                    "%s: more than the %s that the goal allows.".formatted(found, percent(1 - target)));
        }
        return new Evidence(
                Kind.ERRORS, Verdict.UNKNOWN, "%s; the goal allows %s.".formatted(found, percent(1 - target)));
    }

    /** Whether labels or time are used up. */
    static Evidence budget(Goal goal, int labels, long millis) {
        if (goal.labels() == null && goal.hours() == null) {
            return new Evidence(Kind.BUDGET, Verdict.UNKNOWN, "No limit of labels or hours was set.");
        }
        StringBuilder text = new StringBuilder();
        boolean spent = false;
        if (goal.labels() != null) {
            text.append("%,d of %,d labels are given. ".formatted(labels, goal.labels()));
            spent = labels >= goal.labels();
        }
        if (goal.hours() != null) {
            text.append(String.format(Locale.ROOT, "%.1f of %.1f hours are used. ", millis / HOUR, goal.hours()));
            spent = spent || millis >= goal.hours() * HOUR;
        }
        return new Evidence(
                Kind.BUDGET,
                spent ? Verdict.STOP : Verdict.CONTINUE,
                text.toString().strip());
    }

    /** A share as people read it: more exactly near the ends. */
    static String percent(double share) {
        double percent = 100 * share;
        return (percent >= 0.05 && percent < 10) || (percent > 95 && percent < 99.95)
                ? String.format(Locale.ROOT, "%.1f %%", percent)
                : String.format(Locale.ROOT, "%.0f %%", percent);
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
