package dev.quarry.server.teach;

import dev.quarry.server.event.Fact.Verdict;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.project.ItemState;

/** Which items may be asked for. */
final class Candidates {

    private Candidates() {}

    /** Whether nobody has said what the item is, but at most a rule or a tag. */
    static boolean isAskable(ItemState item) {
        return item.verdict() == null && (!item.isLabelled() || item.provenance() == Provenance.WEAK);
    }

    /** Whether somebody passed over the item: it comes back when nothing else is left. */
    static boolean isSkipped(ItemState item) {
        return item.verdict() == Verdict.SKIPPED;
    }
}
