package dev.quarry.lab.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plane watched while it is labelled: what the model says and what the strategy wants, on a square mesh.
 *
 * <p>Meshes are {@code side · side} bytes in Base64, row by row from the top left. Places are in [0, 1]², from the
 * bottom left.
 *
 * @param side mesh points in each direction
 * @param pool some of the items to choose from
 * @param frames round by round; long runs leave rounds out
 */
public record Surface(int side, List<Dot> pool, List<Frame> frames) {

    /** Copies the lists. */
    public Surface {
        pool = List.copyOf(pool);
        frames = List.copyOf(frames);
    }

    /**
     * An item in the plane.
     *
     * @param label its class index
     */
    public record Dot(double x, double y, int label) {}

    /**
     * One round.
     *
     * @param labels how many labels the model was fitted on
     * @param classes the likeliest class at each mesh point, one byte each
     * @param confidence its probability, 0 to 255
     * @param wanted the acquisition at each mesh point from its least (0) to its most (255), where the strategy scores
     *     places one by one
     * @param labelled what was labelled
     * @param next what was picked next; empty at the end
     */
    public record Frame(
            int labels,
            String classes,
            String confidence,
            @Nullable String wanted,
            List<Dot> labelled,
            List<Dot> next) {

        /** Copies the lists. */
        public Frame {
            labelled = List.copyOf(labelled);
            next = List.copyOf(next);
        }
    }
}
