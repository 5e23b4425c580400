package dev.quarry.lab.result;

import java.util.List;

/**
 * All that the numbers of a comparison depend on, defaults filled in. Two runs of equal configurations give equal
 * results.
 *
 * @param dataset what people call the data
 * @param data the SHA-256 of features, labels and split
 * @param items how many items there are
 * @param features how many numbers each has
 * @param classes the names of the classes
 * @param pool how many items of each class there are in the pool of the first seed, by class index
 * @param learner the learner
 * @param contenders the strategies, random first
 * @param start labels at the start
 * @param batch labels in a round
 * @param budget labels in all
 * @param seeds how many seeds, counted from {@code firstSeed}
 * @param firstSeed the first of them
 * @param test how the test rows were chosen
 * @param scaling what was done to the features
 * @param version the version of Quarry
 */
public record Configuration(
        String dataset,
        String data,
        int items,
        int features,
        List<String> classes,
        List<Integer> pool,
        Chosen learner,
        List<Chosen> contenders,
        int start,
        int batch,
        int budget,
        int seeds,
        long firstSeed,
        String test,
        String scaling,
        String version) {

    /**
     * A part that somebody chose: the learner, or a strategy that takes part.
     *
     * @param name what people call it; no two strategies have the same
     * @param resolved the part with every component, defaults filled in
     */
    public record Chosen(String name, String resolved) {}

    /** Copies the lists. */
    public Configuration {
        classes = List.copyOf(classes);
        pool = List.copyOf(pool);
        contenders = List.copyOf(contenders);
    }

    /** What people call the strategies, random first. */
    public List<String> strategies() {
        return contenders.stream().map(Chosen::name).toList();
    }
}
