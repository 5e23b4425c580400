package dev.quarry.server.status;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What only the times of events tell about a project, added up as it goes. One thread at a time. */
final class Chronicle {

    private long through;
    private final Effort effort = new Effort();
    private final Map<Integer, Training> trainings = new HashMap<>();

    /**
     * When a model was fitted.
     *
     * @param by who asked for it
     */
    record Training(Instant at, String by) {}

    /** The last event that was added. */
    long through() {
        return through;
    }

    /** One more event of the project. */
    void add(Event event) {
        through = event.seq();
        effort.add(event);
        if (event.fact() instanceof Fact.Trained trained) {
            trainings.put(trained.number(), new Training(event.at(), event.by()));
        }
    }

    Optional<Training> training(int model) {
        return Optional.ofNullable(trainings.get(model));
    }

    List<Effort.Day> days(ZoneId zone) {
        return effort.days(zone);
    }

    int labels() {
        return effort.labels();
    }

    long millis() {
        return effort.millis();
    }
}
