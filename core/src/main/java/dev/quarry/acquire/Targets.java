package dev.quarry.acquire;

import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Similarity;

/**
 * How similar candidates and examples are. By the cosine they are compared at unit length.
 *
 * @param places of the candidates
 * @param wanted of the examples of what is looked for
 * @param avoided of the examples of what is to be avoided
 * @param scale of the similarity
 */
record Targets(Matrix places, Matrix wanted, Matrix avoided, Similarity similarity, double scale) {

    static Targets of(TargetedEmbeddings evidence, Similarity similarity, double bandwidth) {
        boolean unit = similarity == Similarity.COSINE;
        return new Targets(
                unit ? UnitLength.of(evidence.embeddings()) : evidence.embeddings(),
                unit ? UnitLength.of(evidence.wanted()) : evidence.wanted(),
                unit ? UnitLength.of(evidence.avoided()) : evidence.avoided(),
                similarity,
                Similarity.scale(bandwidth));
    }

    /** Asserts that there is something to look for. */
    static void requireWanted(TargetedEmbeddings evidence, String name) {
        if (evidence.wanted().rows() == 0) {
            throw new IllegalArgumentException(
                    "The acquisition (%s) needs an example of what is looked for, not only of what is to be avoided. Maybe use (flcmi) or (gcmi)."
                            .formatted(name));
        }
    }

    static void requireBandwidth(double bandwidth) {
        if (!(bandwidth > 0)) {
            throw new IllegalArgumentException("The bandwidth (%s) must be positive.".formatted(bandwidth));
        }
    }

    /** The same with some candidates held in memory. */
    Targets holding(int from, int to) {
        return new Targets(places.holding(from, to), wanted, avoided, similarity, scale);
    }

    /** How similar a candidate and a row of other places are, in [0, 1]. */
    double similar(int row, Matrix others, int other) {
        return similarity.of(Distances.squared(places, row, others, other), scale);
    }

    /** How similar a candidate is to the nearest of other places; 0 if there are none. */
    double nearest(int row, Matrix others) {
        double nearest = 0;
        for (int other = 0; other < others.rows(); other++) {
            nearest = Math.max(nearest, similar(row, others, other));
        }
        return nearest;
    }
}
