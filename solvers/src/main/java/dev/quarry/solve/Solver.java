package dev.quarry.solve;

/** What decides whether a cover exists. */
public enum Solver {
    /** The branch and bound of SCIP: finds covers and proves that there are none. */
    SCIP,

    /** The clause learning of CP-SAT: may find covers of large pools, proves little. */
    CP_SAT;

    /**
     * Decides, on one thread and with a fixed seed.
     *
     * @param start columns that cover much, to begin with
     * @param seconds after which it gives up, or a few seconds later
     */
    Cover.Answer decide(Cover cover, int[] start, double seconds) {
        return switch (this) {
            case SCIP -> LinearCover.decide(cover, start, seconds);
            case CP_SAT -> ClauseCover.decide(cover, start, seconds);
        };
    }
}
