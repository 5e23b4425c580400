package dev.quarry.server.project;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** What was said about one item, in order; what it adds up to without the acts that were taken back. */
final class History {

    private final List<Line> lines = new ArrayList<>(1);

    /**
     * One thing that was said about the item.
     *
     * @param label the class, where the event gives one to many items
     */
    private record Line(Event event, int label) {}

    void add(Event event, int label) {
        lines.add(new Line(event, label));
    }

    List<Event> events() {
        return lines.stream().map(Line::event).toList();
    }

    /**
     * What it adds up to.
     *
     * @param undone whether an act does not count
     * @param version the number of the newest event that concerns the item, an undoing included
     */
    ItemState state(LongPredicate undone, long version) {
        return state(undone, version, event -> true);
    }

    /**
     * The same as far as it was heard.
     *
     * @param heard whether an event counts
     */
    ItemState state(LongPredicate undone, long version, Predicate<Event> heard) {
        ItemState state = ItemState.FRESH;
        boolean settled = false;
        for (Line line : lines) {
            if (!undone.test(line.event.act()) && heard.test(line.event)) {
                settled = settled(settled, line);
                state = settled && isAnswer(line) ? state : after(state, line);
            }
        }
        return state.at(version);
    }

    /** Whether a reviewer's decision stands after a line. */
    private static boolean settled(boolean before, Line line) {
        return switch (line.event.fact()) {
            case Fact.Settled decided -> true;
            case Fact.Cleared cleared -> false;
            case Fact.Judged said when said.verdict() == Fact.Verdict.EXCLUDED -> false;
            default -> before;
        };
    }

    /** Whether a line says what the item is, in the voice of one among several. */
    private static boolean isAnswer(Line line) {
        return switch (line.event.fact()) {
            case Fact.Labelled said -> true;
            case Fact.LabelledMany said -> true;
            case Fact.Judged said -> true;
            default -> false;
        };
    }

    /** Whether a reviewer's decision stands. */
    boolean isSettled(LongPredicate undone) {
        boolean settled = false;
        for (Line line : lines) {
            settled = undone.test(line.event.act()) ? settled : settled(settled, line);
        }
        return settled;
    }

    /** The last word of each person since the item was last cleared, by name. */
    List<Vote> votes(LongPredicate undone) {
        Map<String, Vote> votes = new TreeMap<>();
        for (Line line : lines) {
            if (!undone.test(line.event.act())) {
                count(votes, line);
            }
        }
        return List.copyOf(votes.values());
    }

    private static void count(Map<String, Vote> votes, Line line) {
        Event event = line.event;
        switch (event.fact()) {
            case Fact.Labelled said -> vote(votes, event, said.label(), said.provenance(), said.shown());
            case Fact.LabelledMany said -> vote(votes, event, line.label, said.provenance(), ItemState.NONE);
            case Fact.Judged said -> votes.remove(event.by());
            case Fact.Cleared cleared -> votes.clear();
            default -> {}
        }
    }

    private static void vote(Map<String, Vote> votes, Event event, int label, Provenance provenance, int shown) {
        if (provenance.isOpinion()) {
            votes.put(event.by(), new Vote(event.by(), label, provenance, event.at(), event.act(), shown));
        }
    }

    private static ItemState after(ItemState state, Line line) {
        Event event = line.event;
        long seq = event.seq();
        return switch (event.fact()) {
            case Fact.Labelled said ->
                state.labelled(
                        said.label(), said.provenance(), event.by(), event.at(), said.batch(), said.shown(), seq);
            case Fact.LabelledMany said ->
                state.labelled(line.label, said.provenance(), event.by(), event.at(), 0, ItemState.NONE, seq);
            case Fact.Judged said -> state.judged(said.verdict(), event.by(), event.at(), said.batch(), seq);
            case Fact.Settled decided ->
                state.labelled(decided.label(), Provenance.HUMAN, event.by(), event.at(), 0, ItemState.NONE, seq);
            case Fact.Cleared cleared -> state.cleared(seq);
            case Fact.Flagged said -> state.flagged(said.flagged(), seq);
            case Fact.Noted said -> state.noted(said.note(), seq);
            default -> state;
        };
    }
}
