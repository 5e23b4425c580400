package dev.quarry.acquire;

import dev.quarry.evidence.Evidence;
import java.util.List;

/**
 * An acquisition that also says whom to ask about what it chose.
 *
 * @param <E> the evidence it needs
 */
public interface Assigning<E extends Evidence> extends Acquisition<E> {

    /** Whom to ask about each pick, in the order of the picks. */
    List<Assignment> assign(E evidence, Selection selection);
}
