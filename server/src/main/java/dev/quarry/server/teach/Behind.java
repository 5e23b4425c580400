package dev.quarry.server.teach;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.project.Project;
import java.util.BitSet;
import java.util.stream.IntStream;

/** The items whose label changed since an event. Not for several threads at once. */
final class Behind {

    private final BitSet rows = new BitSet();

    /** One more event. */
    void add(Event event, Project project) {
        switch (event.fact()) {
            case Fact.Labelled said -> set(said.row(), said.provenance());
            case Fact.LabelledMany said -> said.rows().forEach(row -> set(row, said.provenance()));
            case Fact.Cleared cleared -> rows.set(cleared.row());
            case Fact.Undone undone -> project.touchedBy(undone.act()).forEach(rows::set);
            case Fact.ClassRetired retired ->
                IntStream.of(project.labelled()).forEach(rows::set); // any of them may mean something else
            default -> {
                // changes no label
            }
        }
    }

    private void set(int row, Provenance provenance) {
        if (provenance != Provenance.MODEL) { // which no model learns from
            rows.set(row);
        }
    }

    int count() {
        return rows.cardinality();
    }
}
