package dev.quarry.server.project;

import dev.quarry.server.event.Provenance;
import java.time.Instant;

/**
 * What one person says an item is: their last word that was not taken back.
 *
 * @param by who
 * @param label the number of its class; never {@link ItemState#NONE}
 * @param provenance {@link Provenance#HUMAN} or {@link Provenance#IMPLICIT}
 * @param at when
 * @param act of which act
 * @param shown the class that they saw as prediction; {@link ItemState#NONE} for none
 */
public record Vote(String by, int label, Provenance provenance, Instant at, long act, int shown) {

    Vote withLabel(int other) {
        return new Vote(by, other, provenance, at, act, shown);
    }
}
