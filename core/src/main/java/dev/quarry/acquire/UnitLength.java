package dev.quarry.acquire;

import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Matrix;

/** Places scaled to unit length, so that ‖x − x'‖² = 2 − 2 cos(x, x'). The origin stays where it is. */
final class UnitLength {

    private UnitLength() {}

    static Embeddings of(Embeddings evidence) {
        return Embeddings.of(evidence.items(), of(evidence.embeddings()), of(evidence.labelled()));
    }

    /** In the precision of the places; O(n·d) memory, unless they are in a file: then they are scaled as they are read. */
    static Matrix of(Matrix places) {
        return places.changed(UnitLength::scale);
    }

    private static void scale(double[] place) {
        double length = Math.sqrt(Distances.dot(place, 0, place, 0, place.length));
        for (int c = 0; c < place.length && length > 0; c++) {
            place[c] /= length;
        }
    }
}
