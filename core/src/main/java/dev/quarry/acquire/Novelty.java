package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Neighbours;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.stream.IntStream;

/**
 * Novelty: the mean distance to the nearest labelled items. It tells what is unlike all that is known, for one item or to
 * sort a pool; a whole batch of it is of one kind, since picks do not count as known. {@link KCenter} is its form for a
 * batch. With nothing labelled all candidates are alike, 0.
 *
 * <p>O(n·m·d) time, O(k·8192) memory. Nearest neighbours as a measure of novelty: Knorr, Ng. <i>Algorithms for mining
 * distance-based outliers in large datasets.</i> VLDB 1998; Ramaswamy, Rastogi, Shim. <i>Efficient algorithms for mining
 * outliers from large data sets.</i> SIGMOD 2000.
 */
@AutoService(Part.class)
@Named(
        value = "novelty",
        summary = "The candidates farthest from their nearest labelled items.",
        formula = "mean over the k nearest labelled l of ‖h(x) − h(l)‖",
        cost = "O(n·m·d)",
        paper = "Ramaswamy, Rastogi, Shim. Efficient algorithms for mining outliers from large data sets. SIGMOD 2000")
@Advice(
        use = "To find what the labelled items lack: drift, new classes, forgotten corners.",
        avoid =
                "The picks do not see each other, so a batch holds whole groups of equally far items, and outliers come first. For batches take k-center.")
public record Novelty(
        @Help("how many nearest labelled items count, at least 1; all if there are fewer")
        int neighbours) implements Score<Embeddings>, Estimated {

    /** States the rules. */
    public Novelty {
        if (neighbours < 1) {
            throw new IllegalArgumentException("The neighbours (%d) must be at least 1.".formatted(neighbours));
        }
    }

    /** The nearest alone. */
    public Novelty() {
        this(1);
    }

    @Override
    public void score(Embeddings evidence, Rows rows, double[] out) {
        Matrix some = evidence.embeddings()
                .among(IntStream.range(rows.from(), rows.to()).toArray());
        Neighbours known =
                Neighbours.of(some, evidence.labelled(), neighbours, row -> row); // a tie changes no distance
        for (int row = 0; row < out.length; row++) {
            double sum = 0;
            for (int place = 0; place < known.k(); place++) {
                sum += Math.sqrt(known.squared(row, place));
            }
            out[row] = known.k() == 0 ? 0 : sum / known.k();
        }
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.exact(sizes, Work.products((double) sizes.n() * sizes.m() * sizes.dimensions()))
                .holding((Integer.BYTES + Double.BYTES) * (double) neighbours * sizes.n()
                        + 4.0 * sizes.n() * sizes.dimensions());
    }
}
