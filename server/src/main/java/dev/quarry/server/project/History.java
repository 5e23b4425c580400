package dev.quarry.server.project;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

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
        ItemState state = ItemState.FRESH;
        for (Line line : lines) {
            if (!undone.test(line.event.act())) {
                state = after(state, line);
            }
        }
        return state.at(version);
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
            case Fact.Cleared cleared -> state.cleared(seq);
            case Fact.Flagged said -> state.flagged(said.flagged(), seq);
            case Fact.Noted said -> state.noted(said.note(), seq);
            default -> state;
        };
    }
}
