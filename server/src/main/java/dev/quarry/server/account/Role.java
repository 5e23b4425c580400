package dev.quarry.server.account;

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

    /** Whether this role may do what {@code needed} may. */
    public boolean mayAs(Role needed) {
        return compareTo(needed) <= 0;
    }
}
