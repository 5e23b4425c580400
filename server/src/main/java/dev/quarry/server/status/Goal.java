package dev.quarry.server.status;

import dev.quarry.server.project.Project;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a project is meant to reach, and with how much work. A setting of the project.
 *
 * @param accuracy the share of predictions that should be right, in (0, 1)
 * @param labels how many labels may be given by people; null for no limit
 * @param hours how long people may take; null for no limit
 * @param halfWidth how exactly accuracy should be known: half the width of its interval, in (0, 0.5]
 * @param quietUntil advice to stop is not given before there are so many labels
 */
public record Goal(
        double accuracy, @Nullable Integer labels, @Nullable Double hours, double halfWidth, int quietUntil) {

    /** The setting that holds it. */
    public static final String KEY = "goal";

    /** What is so where nobody said otherwise. */
    public static final Goal STANDARD = new Goal(0.95, null, null, 0.05, 0);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** States the rules. */
    public Goal {
        if (!(accuracy > 0 && accuracy < 1)) {
            throw new IllegalArgumentException(
                    "The accuracy to reach (%s) must be between 0 and 1. Maybe (0.95).".formatted(accuracy));
        }
        if (!(halfWidth > 0 && halfWidth <= 0.5)) {
            throw new IllegalArgumentException(
                    "Half the width of the interval (%s) must be above 0 and at most 0.5. Maybe (0.05)."
                            .formatted(halfWidth));
        }
        if (labels != null && labels < 1) {
            throw new IllegalArgumentException("The labels to spend (%d) must be at least 1.".formatted(labels));
        }
        if (hours != null && !(hours > 0)) {
            throw new IllegalArgumentException("The hours to spend (%s) must be above 0.".formatted(hours));
        }
    }

    /** The goal of a project. */
    public static Goal of(Project project) {
        return project.setting(KEY)
                .map(text -> JSON.readValue(text, Goal.class))
                .orElse(STANDARD);
    }

    /** The text of it. */
    public String write() {
        return JSON.writeValueAsString(this);
    }

    /** The same, but quiet about stopping until there are so many labels. */
    public Goal quietUntil(int other) {
        return new Goal(accuracy, labels, hours, halfWidth, other);
    }
}
