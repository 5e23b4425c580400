package dev.quarry.cli.bench;

import java.nio.file.Path;

/**
 * What to measure. A size of 0 means that of the case.
 *
 * @param name the case, one of {@link BenchCases#names()}
 * @param inputs the folder of the {@code .npy} files
 * @param n how many candidates
 * @param d how many dimensions an embedding has
 * @param k how many to choose
 * @param labelled how many of the labelled items are centres already
 * @param repeats how often it is done after it was compiled; 0 to do it only once, in a fresh process
 * @param threads how many threads it may use
 * @param seed the seed of draws
 * @param learner the learner of the cases that fit one, as text
 */
public record BenchRequest(
        String name,
        Path inputs,
        int n,
        int d,
        int k,
        int labelled,
        int repeats,
        int threads,
        long seed,
        String learner) {

    /** States the rules. */
    public BenchRequest {
        if (n < 0 || d < 0 || k < 0 || labelled < 0) {
            throw new IllegalArgumentException("The sizes n (%d), d (%d), k (%d) and labeled (%d) must not be negative."
                    .formatted(n, d, k, labelled));
        }
        if (repeats < 0 || threads < 1) {
            throw new IllegalArgumentException(
                    "The repeats (%d) must be at least 0 and the threads (%d) at least 1.".formatted(repeats, threads));
        }
    }

    /** A request with the sizes of the case, 1,000 labelled items, three repeats, one thread, seed 1 and a forest. */
    public BenchRequest(String name, Path inputs) {
        this(name, inputs, 0, 0, 0, 1000, 3, 1, 1, "random-forest");
    }

    int nOr(int usual) {
        return n == 0 ? usual : n;
    }

    int dOr(int usual) {
        return d == 0 ? usual : d;
    }

    int kOr(int usual) {
        return k == 0 ? usual : k;
    }
}
