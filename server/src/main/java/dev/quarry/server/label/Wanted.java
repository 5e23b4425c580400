package dev.quarry.server.label;

import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody wants to say about items. Versions are those of the items as that person saw them. */
public sealed interface Wanted {

    /** A label for an item; see {@link Fact.Labelled} for what else is told. */
    record Label(int row, int label, long version, int batch, int shown, String mode, int millis) implements Wanted {}

    /**
     * What was said in a grid, in one act.
     *
     * @param batch the batch of the items that name none of their own; 0 where they were not asked for
     * @param accepted items that were seen with their prediction, which was left to stand
     * @param corrected items whose prediction is wrong, with their class
     * @param wrong items whose prediction is wrong; their class comes later
     * @param skipped items that come again later
     * @param millis how long the grid was looked at; −1 where unknown
     */
    record Commit(
            int batch,
            @Nullable List<Accepted> accepted,
            @Nullable List<Corrected> corrected,
            @Nullable List<Marked> wrong,
            @Nullable List<Marked> skipped,
            String mode,
            int millis)
            implements Wanted {}

    /**
     * An item whose prediction was seen and left to stand.
     *
     * @param shown the class that was shown
     */
    record Accepted(
            int row, long version, int shown, @Nullable Integer batch) {}

    /** An item that got a class other than the one that was shown; −1 where none was shown. */
    record Corrected(
            int row,
            long version,
            int label,
            int shown,
            @Nullable Integer batch) {}

    /** An item that got a mark without a class. */
    record Marked(int row, long version, @Nullable Integer batch) {}

    /**
     * A class for many items without looking at each.
     *
     * @param label the class; −1 to take over what the model says of each
     * @param provenance {@code HUMAN} unless something else is said; {@code MODEL} where the model's word is taken
     */
    record Many(
            List<Integer> rows,
            int label,
            String mode,
            @Nullable Provenance provenance) implements Wanted {}

    /** Why an item gets no class. */
    record Judgement(int row, long version, Fact.Verdict verdict, int batch, String mode, int millis)
            implements Wanted {}

    /** Items that do not belong here, or do after all. */
    record Exclusion(List<Integer> rows, boolean excluded) implements Wanted {}

    /** A mark for a second look. */
    record Flag(int row, boolean flagged) implements Wanted {}

    /** A note beside an item; empty takes it away. */
    record Note(int row, String note) implements Wanted {}

    /** Label or verdict of an item are taken away. */
    record Clearance(int row, long version) implements Wanted {}
}
