package dev.quarry.server.project;

import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an item stands.
 *
 * @param label the number of its class; {@link #NONE} where it has none
 * @param verdict why it has no class, where somebody said so
 * @param provenance where label or verdict come from; null where there is neither
 * @param by who said it
 * @param at when
 * @param batch the batch in which it was asked for; 0 for none
 * @param shown the class that was shown as prediction; {@link #NONE} for none
 * @param flagged whether it is marked for a second look
 * @param note what somebody wrote beside it
 * @param version the number of the last event about it: who changes it says which version they saw
 */
public record ItemState(
        int label,
        Fact.@Nullable Verdict verdict,
        @Nullable Provenance provenance,
        String by,
        @Nullable Instant at,
        int batch,
        int shown,
        boolean flagged,
        String note,
        long version) {

    /** No class. */
    public static final int NONE = -1;

    /** An item that nobody has said anything about. */
    public static final ItemState FRESH = new ItemState(NONE, null, null, "", null, 0, NONE, false, "", 0);

    /** Whether it has a class. */
    public boolean isLabelled() {
        return label != NONE;
    }

    /** Whether nobody has said anything about what it is. */
    public boolean isOpen() {
        return label == NONE && verdict == null;
    }

    ItemState labelled(int to, Provenance from, String who, Instant when, int inBatch, int wasShown, long seq) {
        return new ItemState(to, null, from, who, when, inBatch, wasShown, flagged, note, seq);
    }

    ItemState judged(Fact.Verdict said, String who, Instant when, int inBatch, long seq) {
        return new ItemState(NONE, said, Provenance.HUMAN, who, when, inBatch, NONE, flagged, note, seq);
    }

    ItemState withLabel(int other) {
        return new ItemState(other, verdict, provenance, by, at, batch, shown, flagged, note, version);
    }

    ItemState cleared(long seq) {
        return new ItemState(NONE, null, null, "", null, 0, NONE, flagged, note, seq);
    }

    ItemState flagged(boolean now, long seq) {
        return new ItemState(label, verdict, provenance, by, at, batch, shown, now, note, seq);
    }

    ItemState noted(String text, long seq) {
        return new ItemState(label, verdict, provenance, by, at, batch, shown, flagged, text, seq);
    }

    ItemState at(long seq) {
        return new ItemState(label, verdict, provenance, by, at, batch, shown, flagged, note, seq);
    }
}
