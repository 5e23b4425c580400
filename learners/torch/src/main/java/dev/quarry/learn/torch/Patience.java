package dev.quarry.learn.torch;

import dev.quarry.torch.Weights;
import java.util.Optional;

/** Watches a loss from epoch to epoch, keeps the best weights, and says when it has not fallen for too long. */
final class Patience {

    private final int epochs;
    private Optional<Weights> best = Optional.empty();
    private double lowest = Double.POSITIVE_INFINITY;
    private int waited;

    /**
     * Patience for so many epochs.
     *
     * @param epochs at least 1 where it is asked
     */
    Patience(int epochs) {
        this.epochs = epochs;
    }

    /** Looks at one more epoch. */
    void look(Weights weights, double loss) {
        if (loss < lowest) {
            lowest = loss;
            best = Optional.of(weights);
            waited = 0;
        } else {
            waited++;
        }
    }

    /** What was seen before. */
    void restore(Weights weights, double loss, int epochsSince) {
        best = Optional.of(weights);
        lowest = loss;
        waited = epochsSince;
    }

    /** The lowest loss so far. */
    double lowest() {
        return lowest;
    }

    /** How many epochs have gone by since. */
    int waited() {
        return waited;
    }

    /** Whether it is over. */
    boolean exhausted() {
        return best.isPresent() && waited >= epochs;
    }

    /** The weights of the lowest loss; none if it never looked. */
    Optional<Weights> best() {
        return best;
    }
}
