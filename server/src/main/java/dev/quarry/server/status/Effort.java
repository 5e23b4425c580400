package dev.quarry.server.status;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much people said and how long it took them, from the times of events. A pause of more than five minutes does not
 * count. What is taken back later took its time all the same.
 */
final class Effort {

    /** A longer pause is no work. */
    static final Duration PAUSE = Duration.ofMinutes(5);

    /** Time zones differ by whole quarters of an hour. */
    private static final long QUARTER = Duration.ofMinutes(15).toMillis();

    private static final int NO_WORK = -1;

    private final Map<String, Instant> lastSeen = new HashMap<>();
    private final Map<String, Map<Long, Work>> quarters = new TreeMap<>();

    private record Work(int labels, long millis) {
        static final Work NONE = new Work(0, 0);

        Work and(Work other) {
            return new Work(labels + other.labels, millis + other.millis);
        }
    }

    /**
     * What somebody did on a day.
     *
     * @param labels how many answers they gave
     * @param millis how long they were at it
     */
    record Day(String by, LocalDate day, int labels, long millis) {}

    /** One more event. */
    void add(Event event) {
        int answers = switch (event.fact()) {
            case Fact.Labelled said ->
                said.provenance() == Provenance.HUMAN || said.provenance() == Provenance.IMPLICIT ? 1 : 0;
            case Fact.Judged _ -> 1;
            case Fact.Asked _, Fact.Flagged _, Fact.Noted _, Fact.Cleared _, Fact.Undone _ -> 0;
            case Fact.LabelledMany said -> said.provenance() == Provenance.HUMAN ? 0 : NO_WORK;
            default -> NO_WORK;
        };
        if (answers != NO_WORK) {
            long millis = worked(event);
            lastSeen.put(event.by(), event.at());
            quarters.computeIfAbsent(event.by(), key -> new TreeMap<>())
                    .merge(Math.floorDiv(event.at().toEpochMilli(), QUARTER), new Work(answers, millis), Work::and);
        }
    }

    private long worked(Event event) {
        Instant before = lastSeen.get(event.by());
        long gap = before == null
                ? Long.MAX_VALUE
                : Math.max(0, Duration.between(before, event.at()).toMillis());
        return gap <= PAUSE.toMillis() ? gap : Math.min(looked(event.fact()), PAUSE.toMillis());
    }

    /** How long the page says that it was looked at. */
    private static long looked(Fact fact) {
        int millis = switch (fact) {
            case Fact.Labelled said -> said.millis();
            case Fact.Judged said -> said.millis();
            default -> 0;
        };
        return Math.max(0, millis);
    }

    /** What everybody who answered did, newest day first. */
    List<Day> days(ZoneId zone) {
        Map<String, Map<LocalDate, Work>> days = new TreeMap<>();
        quarters.forEach((by, works) -> works.forEach((quarter, work) -> days.computeIfAbsent(
                        by, key -> new TreeMap<>())
                .merge(Instant.ofEpochMilli(quarter * QUARTER).atZone(zone).toLocalDate(), work, Work::and)));
        return days.entrySet().stream()
                .flatMap(person -> person.getValue().entrySet().stream()
                        .map(day ->
                                new Day(person.getKey(), day.getKey(), day.getValue().labels, day.getValue().millis)))
                .filter(day -> day.labels > 0)
                .sorted(Comparator.comparing(Day::day).reversed().thenComparing(Day::by))
                .toList();
    }

    /** How many answers people gave. */
    int labels() {
        return total().labels;
    }

    /** How long they were at it. */
    long millis() {
        return total().millis;
    }

    private Work total() {
        return quarters.values().stream()
                .flatMap(works -> works.values().stream())
                .reduce(Work.NONE, Work::and);
    }
}
