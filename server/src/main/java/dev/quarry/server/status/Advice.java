package dev.quarry.server.status;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.quarry.server.status.Evidence.Kind;
import dev.quarry.server.status.Evidence.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * Whether to stop, and why.
 *
 * @param light the answer
 * @param sentence the answer for people
 * @param quiet whether somebody said that they do not want to hear it now
 * @param evidence what it rests on
 */
public record Advice(Light light, String sentence, boolean quiet, List<Evidence> evidence) {

    private static final int MINUTE = 60_000;
    private static final int MORE = 100;

    /** The answer. */
    public enum Light {
        /** The goal is reached, or more labels hardly help. */
        ENOUGH,
        /** What was to be spent is spent. */
        SPENT,
        /** Something speaks for stopping. */
        SOON,
        /** More labels help. */
        CONTINUE,
        /** Too little is known. */
        UNKNOWN;

        /** As programs read it. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What evidence adds up to.
     *
     * @param quiet whether nobody wants to hear it now
     * @param millisOfALabel how long people take for one; 0 where unknown
     */
    static Advice of(List<Evidence> evidence, boolean quiet, double millisOfALabel) {
        Light light = light(evidence);
        String pace = millisOfALabel > 0
                ? " %d more labels take about %s at the pace so far.".formatted(MORE, duration(MORE * millisOfALabel))
                : "";
        String sentence = switch (light) {
            case ENOUGH ->
                says(evidence, Kind.TARGET, Verdict.STOP)
                        ? "The goal is reached. You can finish and export."
                        : says(evidence, Kind.ERRORS, Verdict.STOP)
                                ? "Labels and predictions together are as right as the goal asks. You can finish and export."
                                : "The goal is not shown to be reached, but more labels hardly change anything. Maybe finish, or try another learner or other features.";
            case SPENT -> "What was to be spent is spent. Finish and export, or raise the limit.";
            case SOON -> "It may soon be enough: more random checks would make it certain." + pace;
            case CONTINUE -> "More labels are worth it." + pace;
            case UNKNOWN -> "It is too early to say. Random checks tell how good the model is." + pace;
        };
        return new Advice(light, sentence, quiet, evidence);
    }

    private static Light light(List<Evidence> evidence) {
        if (says(evidence, Kind.TARGET, Verdict.STOP)
                || says(evidence, Kind.ERRORS, Verdict.STOP)
                || (says(evidence, Kind.CURVE, Verdict.STOP) && says(evidence, Kind.PREDICTIONS, Verdict.STOP))) {
            return Light.ENOUGH;
        }
        if (says(evidence, Kind.BUDGET, Verdict.STOP)) {
            return Light.SPENT;
        }
        if (says(evidence, Kind.CURVE, Verdict.STOP) || says(evidence, Kind.PREDICTIONS, Verdict.STOP)) {
            return Light.SOON;
        }
        return says(evidence, Kind.TARGET, Verdict.CONTINUE)
                        || says(evidence, Kind.CURVE, Verdict.CONTINUE)
                        || says(evidence, Kind.PREDICTIONS, Verdict.CONTINUE)
                ? Light.CONTINUE
                : Light.UNKNOWN;
    }

    private static boolean says(List<Evidence> evidence, Kind kind, Verdict verdict) {
        return evidence.stream().anyMatch(one -> one.kind() == kind && one.verdict() == verdict);
    }

    private static String duration(double millis) {
        long minutes = Math.round(millis / MINUTE);
        if (minutes < 1) {
            return "a minute";
        }
        return minutes < 90 ? "%d min".formatted(minutes) : String.format(Locale.ROOT, "%.1f h", minutes / 60.0);
    }
}
