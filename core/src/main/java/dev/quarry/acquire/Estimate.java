package dev.quarry.acquire;

/**
 * What a choice takes, before it is made.
 *
 * @param likely the work on data as they usually are
 * @param most the work on the worst data there can be; the same where the data do not matter
 * @param held the most bytes that are held at once beside the evidence, never less than what is asked of the
 *     {@linkplain dev.quarry.kernel.Memory memory budget}
 */
public record Estimate(Work likely, Work most, long held) {

    /** Two numbers, two counters and a place in an order for each candidate: what lazy greedy or a race of draws keeps. */
    private static final long ROW_BYTES = 48;

    /** Which part of the distances lazy methods measure on data in clusters. */
    private static final double LAZY = 0.15;

    /** Rounds until k-means settles, on data in clusters; it never takes more than 100. */
    private static final int ROUNDS = 20;

    /** Work that does not depend on the data, and what lazy greedy or a ranking keeps. */
    public static Estimate exact(Sizes sizes, Work work) {
        Work ranked = work.plus(Work.numbers((double) sizes.n()));
        return new Estimate(ranked, ranked, ROW_BYTES * sizes.n());
    }

    /** One look at every probability. */
    public static Estimate probabilities(Sizes sizes) {
        return exact(sizes, Work.numbers((double) sizes.n() * sizes.classes()));
    }

    /** One logarithm of every probability. */
    public static Estimate entropies(Sizes sizes) {
        return exact(sizes, Work.logs((double) sizes.n() * sizes.classes()));
    }

    /** One look at every probability of every member. */
    public static Estimate samples(Sizes sizes) {
        return exact(sizes, Work.numbers((double) sizes.n() * sizes.members() * sizes.classes()));
    }

    /** One logarithm of every probability of every member. */
    public static Estimate sampledEntropies(Sizes sizes) {
        return exact(sizes, Work.logs(sizes.n() * (sizes.members() + 1.0) * sizes.classes()));
    }

    /** Distances of all candidates to what is labelled, and lazily to what is taken. */
    public static Estimate farthest(Sizes sizes) {
        Work known = Work.products((double) sizes.n() * sizes.m() * sizes.dimensions());
        return exact(sizes, known).plus(lazily(sizes, sizes.dimensions()));
    }

    /**
     * Distances to what is taken, measured only until a candidate is known to be out.
     *
     * @param width numbers that a distance reads
     */
    public static Estimate lazily(Sizes sizes, long width) {
        double first = (double) sizes.n() * width;
        double all = first * sizes.k();
        Work likely = Work.distances(Math.min(all, 2 * first + LAZY * all));
        return new Estimate(likely, Work.distances(all), 0);
    }

    /** Distances between all candidates, once, in tiles. */
    public static Estimate pairs(Sizes sizes) {
        return exact(sizes, Work.products(0.5 * sizes.n() * sizes.n() * sizes.dimensions()));
    }

    /**
     * The nearest of all candidates for each of them, kept in order: at row i of a list of k, a row is among the nearest so far
     * with probability k / i.
     *
     * @param near how many, k
     */
    public static Estimate neighbours(Sizes sizes, double near) {
        double entered = near * (1 + StrictMath.log(Math.max(1, sizes.n() / near)));
        return pairs(sizes).plus(exact(sizes, Work.numbers(sizes.n() * entered * near / 2)));
    }

    /**
     * K-means of candidates and labelled items.
     *
     * @param clusters how many
     */
    public static Estimate clusters(Sizes sizes, long clusters) {
        long all = sizes.n() + sizes.m();
        Work round = Work.products((double) all * clusters * sizes.dimensions())
                .plus(Work.numbers((double) all * sizes.dimensions()));
        Estimate seeds = lazily(new Sizes(all, 0, 0, 0, sizes.dimensions(), clusters), sizes.dimensions());
        return new Estimate(round.times(ROUNDS), round.times(100), ROW_BYTES * all).plus(seeds);
    }

    /** Both, one after the other; what each holds is held at once at worst. */
    public Estimate plus(Estimate other) {
        return new Estimate(likely.plus(other.likely), most.plus(other.most), held + other.held);
    }

    /** The same work with so many bytes more. */
    public Estimate holding(double bytes) {
        return new Estimate(likely, most, held + (long) bytes);
    }
}
