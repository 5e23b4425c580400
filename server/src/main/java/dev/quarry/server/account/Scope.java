package dev.quarry.server.account;

import java.util.Arrays;
import java.util.Locale;

/** What the secret of a program may be used for, within what its account may do. */
public enum Scope {
    /** Looking, as a viewer does. */
    READ(Role.VIEWER),
    /** Looking and labelling, as a labeller does. */
    LABEL(Role.LABELLER),
    /** Whatever the account may do in its projects; never accounts and secrets themselves. */
    EVERYTHING(Role.OWNER);

    private final Role most;

    Scope(Role most) {
        this.most = most;
    }

    /** What remains of a role. */
    public Role within(Role role) {
        return role.mayAs(most) ? most : role;
    }

    /** As programs write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@link #word}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Scope read(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The scope (%s) is not one of read, label, everything.".formatted(word)));
    }
}
