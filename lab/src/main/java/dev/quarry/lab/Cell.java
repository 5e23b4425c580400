package dev.quarry.lab;

/**
 * One strategy with one seed: the smallest piece of a comparison that is run, stored and resumed.
 *
 * @param contender the strategy
 * @param seed the seed of everything random in it
 */
public record Cell(Contender contender, long seed) {

    /** What people call the strategy. */
    public String strategy() {
        return contender.name();
    }
}
