package dev.quarry.server.project;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people said about items, act by act; what was taken back, and what each of them would take back or do again next. */
final class Acts {

    private static final int ROWS_SHOWN = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Map<Long, Doing> all = new HashMap<>();
    private final Set<Long> undone = new HashSet<>();
    private final List<Long> byHand = new ArrayList<>();
    private final Map<String, Hand> hands = new HashMap<>();

    /** What one person did by hand. */
    private static final class Hand {
        final List<Long> acts = new ArrayList<>();
        final Deque<Long> takenBack = new ArrayDeque<>();
    }

    /** An act as far as its events are known. */
    private static final class Doing {
        final long act;
        final Instant at;
        final String by;
        final boolean byHand;
        Set<Integer> rows = Set.of(); // most acts are about one item, which takes little room so
        String kind;
        int label;
        Fact.@Nullable Verdict verdict;

        Doing(Event first, int label) {
            this.act = first.act();
            this.at = first.at();
            this.by = first.by();
            this.byHand = isByHand(first.fact());
            this.kind = kind(first.fact());
            this.label = label;
            this.verdict = first.fact() instanceof Fact.Judged judged ? judged.verdict() : null;
        }

        void add(int row, Fact fact, int given) {
            if (!kind.equals(kind(fact)) || (rows.size() == 1 && fact instanceof Fact.Labelled)) {
                kind = "commit";
            }
            if (label != given) {
                label = ItemState.NONE;
            }
            if (!(fact instanceof Fact.Judged judged && judged.verdict() == verdict)) {
                verdict = null;
            }
            if (rows.isEmpty()) {
                rows = Set.of(row);
            } else if (rows.size() > 1) {
                rows.add(row);
            } else if (!rows.contains(row)) {
                rows = new LinkedHashSet<>(rows);
                rows.add(row);
            }
        }

        boolean isAnswer() {
            return !kind.equals("flag") && !kind.equals("note") && !kind.equals("clear");
        }
    }

    private static String kind(Fact fact) {
        return switch (fact) {
            case Fact.Labelled said -> said.mode().equals("grid") ? "commit" : "label";
            case Fact.LabelledMany said -> "many";
            case Fact.Judged said ->
                said.verdict() == Fact.Verdict.EXCLUDED
                        ? "exclusion"
                        : said.mode().equals("grid") ? "commit" : "verdict";
            case Fact.Flagged said -> "flag";
            case Fact.Noted said -> "note";
            default -> "clear";
        };
    }

    /** Whether somebody said it here, rather than brought it along. */
    private static boolean isByHand(Fact fact) {
        return switch (fact) {
            case Fact.Labelled said -> isOfHere(said.provenance());
            case Fact.LabelledMany said -> isOfHere(said.provenance());
            default -> true;
        };
    }

    private static boolean isOfHere(Provenance provenance) {
        return provenance != Provenance.WEAK && provenance != Provenance.IMPORTED;
    }

    /** An event says something about an item. */
    void said(int row, int label, Event event) {
        Doing doing = all.get(event.act());
        if (doing == null) {
            doing = new Doing(event, label);
            all.put(event.act(), doing);
            if (doing.byHand) {
                began(event);
            }
        }
        doing.add(row, event.fact(), label);
    }

    private void began(Event event) {
        Hand hand = hands.computeIfAbsent(event.by(), key -> new Hand());
        hand.acts.add(event.act());
        hand.takenBack.clear();
        byHand.add(event.act());
    }

    /** Somebody took an act back or did it again. */
    void undone(Fact.Undone fact, String by) {
        if (!(fact.undone() ? undone.add(fact.act()) : undone.remove(fact.act()))) {
            return;
        }
        Doing doing = all.get(fact.act());
        if (doing == null) {
            return;
        }
        Hand hand = hands.computeIfAbsent(doing.by, key -> new Hand());
        hand.takenBack.remove(fact.act());
        if (fact.undone() && doing.by.equals(by) && doing.byHand) {
            hand.takenBack.push(fact.act());
        }
    }

    boolean isUndone(long act) {
        return undone.contains(act);
    }

    Set<Long> undone() {
        return Set.copyOf(undone);
    }

    Set<Integer> rows(long act) {
        Doing doing = all.get(act);
        return doing == null ? Set.of() : doing.rows;
    }

    Optional<PastAct> find(long act) {
        return Optional.ofNullable(all.get(act)).map(this::past);
    }

    /** What somebody would take back next. */
    Optional<PastAct> toUndo(String by) {
        return newestFirst(by)
                .filter(doing -> !undone.contains(doing.act))
                .findFirst()
                .map(this::past);
    }

    /** What somebody would do again next. */
    Optional<PastAct> toRedo(String by) {
        Hand hand = hands.get(by);
        return hand == null || hand.takenBack.isEmpty() ? Optional.empty() : find(hand.takenBack.element());
    }

    /** The last acts by hand, of everybody where {@code by} is null, newest first. */
    List<PastAct> last(@Nullable String by, int limit) {
        return newestFirst(by).limit(limit).map(this::past).toList();
    }

    private Stream<Doing> newestFirst(@Nullable String by) {
        Hand hand = by == null ? null : hands.get(by);
        List<Long> acts = by == null ? byHand : hand == null ? List.of() : hand.acts;
        return acts.reversed().stream().map(act -> Objects.requireNonNull(all.get(act)));
    }

    Pace pace(String by, Instant since) {
        int items = 0;
        long millis = 0;
        Instant next = null;
        for (Doing doing :
                newestFirst(by).takeWhile(one -> !one.at.isBefore(since)).toList()) {
            if (doing.isAnswer() && !undone.contains(doing.act)) {
                items += doing.rows.size();
            }
            Duration pause = next == null ? Duration.ZERO : Duration.between(doing.at, next);
            millis += pause.compareTo(LONGEST_PAUSE) > 0 ? 0 : pause.toMillis();
            next = doing.at;
        }
        return new Pace(items, millis);
    }

    private PastAct past(Doing doing) {
        return new PastAct(
                doing.act,
                doing.at,
                doing.by,
                doing.kind,
                doing.rows.stream().limit(ROWS_SHOWN).toList(),
                doing.rows.size(),
                doing.label,
                doing.verdict,
                undone.contains(doing.act));
    }
}
