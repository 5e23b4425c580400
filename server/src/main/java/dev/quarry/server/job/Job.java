package dev.quarry.server.job;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Work that takes longer than a request, as it stands at a moment.
 *
 * @param id in addresses
 * @param project which project
 * @param kind what it is, for programs: {@code import}, {@code features}, {@code train} …
 * @param title what it is, for people
 * @param by who asked for it
 * @param state where it is
 * @param done how much of it is done, in [0, 1]; −1 where that is unknown
 * @param doing what it does just now, for people; empty where there is nothing to add
 * @param failure why it failed; null where it did not
 * @param result what came of it, where that is more than its effect
 * @param asked when somebody asked for it
 * @param ended when it ended; null before
 */
public record Job(
        String id,
        String project,
        String kind,
        String title,
        String by,
        State state,
        double done,
        String doing,
        @Nullable String failure,
        @Nullable Object result,
        Instant asked,
        @Nullable Instant ended) {

    /** Where a job is. */
    public enum State {
        /** Others are before it. */
        WAITING,
        /** At work. */
        RUNNING,
        /** Finished. */
        DONE,
        /** Could not be finished. */
        FAILED,
        /** Somebody stopped it. */
        CANCELLED;

        /** Whether nothing more will happen. */
        public boolean isEnd() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }

        /** As programs read it. */
        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Job at(double share, String what) {
        return new Job(id, project, kind, title, by, State.RUNNING, share, what, null, null, asked, null);
    }

    Job ended(State end, @Nullable String why, @Nullable Object outcome, Instant when) {
        double share = end == State.DONE ? 1 : done;
        return new Job(id, project, kind, title, by, end, share, "", why, outcome, asked, when);
    }
}
