package dev.quarry.server.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a project somebody wants to see; null for any.
 *
 * @param project which project; {@link dev.quarry.server.event.Event#INSTALLATION} for what belongs to none
 * @param by who did it
 * @param type of which kind
 * @param since not before
 * @param until before
 * @param before only events with a smaller number, for the next page
 */
public record EventFilter(
        String project,
        @Nullable String by,
        @Nullable String type,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Long before) {

    /** What a filter can offer. */
    public record Choices(List<String> people, List<String> types) {}

    /** The same for the page that follows. */
    public EventFilter before(long seq) {
        return new EventFilter(project, by, type, since, until, seq);
    }
}
