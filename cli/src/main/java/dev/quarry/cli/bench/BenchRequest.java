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
 * @param repeats how often the selection is made
 * @param threads how many threads it may use
 * @param seed the seed of draws
 */
public record BenchRequest(
        String name, Path inputs, int n, int d, int k, int labelled, int repeats, int threads, long seed) {

    /** States the rules. */
    public BenchRequest {
        if (n < 0 || d < 0 || k < 0 || labelled < 0) {
            throw new IllegalArgumentException("The sizes n (%d), d (%d), k (%d) and labeled (%d) must not be negative."
                    .formatted(n, d, k, labelled));
        }
        if (repeats < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "The repeats (%d) and threads (%d) must be at least 1.".formatted(repeats, threads));
        }
    }

    /** A request with the sizes of the case, 1,000 labelled items, three repeats, one thread and seed 1. */
    public BenchRequest(String name, Path inputs) {
        this(name, inputs, 0, 0, 0, 1000, 3, 1, 1);
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
