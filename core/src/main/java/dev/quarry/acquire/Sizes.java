package dev.quarry.acquire;

/**
 * How large a choice is: all that its time and memory depend on before anything is looked at.
 *
 * @param n candidates
 * @param m labelled items
 * @param classes C, 0 where there are no probabilities
 * @param members K, 0 where there are no samples
 * @param dimensions d, 0 where there are no places
 * @param k how many to choose, at most n
 */
public record Sizes(long n, long m, long classes, long members, long dimensions, long k) {

    /** Nobody chooses more than there are. */
    public Sizes {
        k = Math.min(k, n);
    }

    /** The same with other numbers of candidates and of items to choose. */
    public Sizes with(long candidates, long chosen) {
        return new Sizes(candidates, m, classes, members, dimensions, chosen);
    }

    /** The same after so many more items count as labelled. */
    public Sizes after(long chosen) {
        return new Sizes(n - chosen, m + chosen, classes, members, dimensions, k);
    }
}
