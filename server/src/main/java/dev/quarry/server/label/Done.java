package dev.quarry.server.label;

import dev.quarry.server.label.Outdated.Present;
import java.util.List;

/**
 * What was done.
 *
 * @param act its number, by which it can be taken back; 0 where all was so already
 * @param version the version of every item that it is about: who goes on with them has seen this
 * @param conflicts the items that it leaves alone, since somebody else said something about them meanwhile
 */
public record Done(long act, long version, List<Present> conflicts) {

    /** Keeps the conflicts. */
    public Done {
        conflicts = List.copyOf(conflicts);
    }
}
