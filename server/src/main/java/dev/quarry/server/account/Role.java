package dev.quarry.server.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What somebody may do in a project; each may do what those after it may. */
public enum Role {
    /** Everything: settings, members, export, putting away. */
    OWNER,
    /** Settling disagreements, changing what others said, classes. */
    REVIEWER,
    /** Labelling what is asked. */
    LABELLER,
    /** Looking. */
    VIEWER;

    /** As people and programs write it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@link #word}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Role read(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The role (%s) is not one of owner, reviewer, labeller, viewer.".formatted(word)));
    }

    /** Whether this role may do what {@code needed} may. */
    public boolean mayAs(Role needed) {
        return compareTo(needed) <= 0;
    }
}
