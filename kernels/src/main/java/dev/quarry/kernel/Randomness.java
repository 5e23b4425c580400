package dev.quarry.kernel;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers that are a pure function of (seed, purpose, round, item id): no draw shifts another, and an item gets
 * the same number whatever the order of the pool, the number of threads or the partition it lies in.
 *
 * @param state what seed, purposes and round have been mixed into so far
 * @param lowestIdWinsTies whether ties go to the lowest id instead of a random number, as many peers do
 */
public record Randomness(long state, boolean lowestIdWinsTies) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The randomness of a seed. */
    public static Randomness seed(long seed) {
        return new Randomness(mix(seed + GOLDEN), false);
    }

    /** The randomness of one purpose: adding a purpose never changes the numbers of another. */
    public Randomness purpose(String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return new Randomness(mix(state ^ mix(hash + GOLDEN)), lowestIdWinsTies);
    }

    /** The randomness of one round, member, pass or pick of this purpose. */
    public Randomness round(long round) {
        return new Randomness(mix(state + GOLDEN * (2 * round + 1)), lowestIdWinsTies);
    }

    /** The same randomness, but ties go to the lowest id: only to compare with peers that do so. */
    public Randomness withLowestIdTies() {
        return new Randomness(state, true);
    }

    /** The place of an item among items that tie: the smallest, compared as unsigned numbers, comes first. */
    public long tie(long id) {
        return lowestIdWinsTies ? id - Long.MIN_VALUE : bits(id);
    }

    /** 64 random bits for an item. */
    public long bits(long id) {
        return mix(mix(id + GOLDEN) ^ state);
    }

    /** A uniform number in (0, 1) for an item; never 0 or 1. */
    public double uniform(long id) {
        return ((bits(id) >>> 11) + 0.5) * 0x1.0p-53;
    }

    /** A standard exponential number for an item, in (0, ∞). */
    public double exponential(long id) {
        return -StrictMath.log(uniform(id));
    }

    /** A standard Gumbel number for an item: arg max of log w + Gumbel samples proportionally to w. */
    public double gumbel(long id) {
        return -StrictMath.log(exponential(id));
    }

    /** A sequential generator, for what does not belong to an item: a bootstrap, a shuffle, a start of k-means. */
    public RandomGenerator generator() {
        return new SplittableRandom(state);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
