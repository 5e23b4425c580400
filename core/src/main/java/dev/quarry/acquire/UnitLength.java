package dev.quarry.acquire;

import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;

/** Places scaled to unit length, so that ‖x − x'‖² = 2 − 2 cos(x, x'). The origin stays where it is. */
final class UnitLength {

    private UnitLength() {}

    static Embeddings of(Embeddings evidence) {
        return Embeddings.of(evidence.items(), of(evidence.embeddings()), of(evidence.labelled()));
    }

    /** In the precision of the places; O(n·d) memory. */
    static Matrix of(Matrix places) {
        Memory.require((long) places.rows() * places.cols() * Double.BYTES, "The places at unit length");
        double[] values = new double[Math.multiplyExact(places.rows(), places.cols())];
        double[] place = new double[places.cols()];
        for (int row = 0; row < places.rows(); row++) {
            places.copyRow(row, place);
            double length = Math.sqrt(Distances.dot(place, 0, place, 0, place.length));
            for (int c = 0; c < place.length && length > 0; c++) {
                values[row * place.length + c] = place[c] / length;
            }
        }
        DoubleMatrix exact = DoubleMatrix.wrap(values, places.rows(), places.cols());
        return places.isDouble() ? exact : exact.toFloat();
    }
}
