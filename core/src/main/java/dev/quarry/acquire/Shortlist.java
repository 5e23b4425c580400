package dev.quarry.acquire;

import dev.quarry.item.Items;
import dev.quarry.kernel.KMeans;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A spread choice among candidates that passed a test: the medoids of as many clusters of them as items are wanted, best
 * first. Where there are fewer medoids than that, all other candidates follow, best first, none twice: before those that
 * failed the test come those that passed it, since their scores are higher.
 */
final class Shortlist {

    private Shortlist() {}

    /**
     * Chooses up to {@code budget} rows.
     *
     * @param scores one for every candidate, finite; higher for each that passed than for any that did not
     * @param passed the rows that passed, ascending
     * @param places shape [n, d], those of all candidates
     * @param space what clusters are formed in, made of the places that passed
     */
    static Selection of(
            Acquisition<?> acquisition,
            Items items,
            double[] scores,
            int[] passed,
            Matrix places,
            UnaryOperator<Matrix> space,
            int budget,
            Randomness random) {
        int size = Math.min(Math.max(budget, 0), items.size());
        TopK.Ties ties = Scores.ties(items, random);
        double[] preference = new double[scores.length];
        int wanted = Math.min(size, passed.length);
        if (wanted > 0 && passed.length > size) {
            Matrix some = space.apply(places(places, passed));
            KMeans clusters = KMeans.fit(some, wanted, i -> items.id(passed[i]), random.purpose("clusters"));
            for (int i : clusters.medoids(j -> ties.of(passed[j]))) {
                preference[passed[i]] = 1;
            }
        }
        int[] byScore = TopK.largest(scores, scores.length, ties);
        double[] rank = new double[scores.length];
        for (int i = 0; i < byScore.length; i++) {
            rank[byScore[i]] = -i;
        }
        Arrays.setAll(preference, row -> rank[row] + preference[row] * scores.length);
        int[] chosen = TopK.largest(preference, size, ties);
        return Scores.picks(items, chosen, row -> scores[row], Scores.reason(acquisition));
    }

    /** The places that passed; rows of a file stay there. */
    private static Matrix places(Matrix places, int[] passed) {
        if (places.isInMemory()) {
            int bytes = places.isDouble() ? Double.BYTES : Float.BYTES;
            Memory.require((long) passed.length * places.cols() * bytes, "The places that are clustered");
        }
        return places.among(passed);
    }
}
