package dev.quarry.acquire;

import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Candidates and labelled items as one set of places: rows 0 to n − 1 are the candidates, the labelled items follow. A
 * labelled item has an id by the rank of its coordinates among all of them, so that nothing depends on their order.
 *
 * <p>O((n + m)·d) memory, unless nothing is labelled.
 */
final class Whole {

    private final Matrix places;
    private final long[] ids;

    private Whole(Matrix places, long[] ids) {
        this.places = places;
        this.ids = ids;
    }

    Matrix places() {
        return places;
    }

    int size() {
        return ids.length;
    }

    long id(int row) {
        return ids[row];
    }

    static Whole of(Embeddings evidence, Randomness random) {
        int n = evidence.size();
        Matrix labelled = evidence.labelled();
        long[] ids = new long[n + labelled.rows()];
        for (int row = 0; row < n; row++) {
            ids[row] = evidence.items().id(row);
        }
        Randomness names = random.purpose("labelled");
        int[] byPlace = byPlace(labelled);
        for (int rank = 0; rank < byPlace.length; rank++) {
            ids[n + byPlace[rank]] = names.bits(rank);
        }
        return new Whole(n == 0 ? labelled : evidence.embeddings().followedBy(labelled), ids);
    }

    /** The rows in the order of their coordinates, which does not depend on how they were given. */
    static int[] byPlace(Matrix places) {
        return IntStream.range(0, places.rows())
                .boxed()
                .sorted(byCoordinates(places))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static Comparator<Integer> byCoordinates(Matrix places) {
        return (a, b) -> {
            for (int c = 0; c < places.cols(); c++) {
                int order = Double.compare(places.get(a, c), places.get(b, c));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }
}
