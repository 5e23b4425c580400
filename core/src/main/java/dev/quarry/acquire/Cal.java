package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Neighbours;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Contrastive active learning: how differently the model answers a candidate and the labelled items nearest to it,
 * {@code mean over neighbours l of KL(p(l) ‖ p(x))}, in nats. What looks alike to the model and is answered unlike lies at
 * a boundary.
 *
 * <p>Of equally near labelled items the lowest ids are neighbours; with fewer than {@code neighbours} labelled all of them
 * are. Items chosen in the same batch are none, since the model was not taught them. With nothing labelled every score is
 * 0. Probabilities are taken as at least 1e−12.
 *
 * <p>O(n·m·d + n·k·C) time, O(m·C) memory and a chunk of places; no table of distances. Margatina, Vernikos, Barrault,
 * Aletras. <i>Active learning by acquiring contrastive examples.</i> EMNLP 2021.
 */
@AutoService(Part.class)
@Named(
        value = "cal",
        summary = "The candidates first that are answered unlike the labelled items nearest to them.",
        formula = "mean over the k nearest labelled l of KL(p(l) ‖ p(x))",
        cost = "O(n·m·d + n·k·C), without a table of distances",
        paper = "Margatina, Vernikos, Barrault, Aletras. Active learning by acquiring contrastive examples. EMNLP 2021")
@Advice(
        use =
                "Text and other data with meaningful neighbours: items that look like a labelled one and are answered differently.",
        avoid = "Few labels: the nearest of ten labelled items is not near. It needs their probabilities too.")
public record Cal(
        @Help("k, how many labelled items a candidate is contrasted with, at least 1")
        int neighbours) implements Score<TaughtPredictions> {

    private static final double LEAST = 1e-12;

    /** States the rules. */
    public Cal {
        if (neighbours < 1) {
            throw new IllegalArgumentException("The neighbours (%d) must be at least 1.".formatted(neighbours));
        }
    }

    /** Ten neighbours, as in the paper. */
    public Cal() {
        this(10);
    }

    @Override
    public void score(TaughtPredictions evidence, Rows rows, double[] out) {
        Labels labels = evidence.labels();
        int[] known = labels.known();
        if (known.length == 0 || out.length == 0) {
            Arrays.fill(out, 0);
            return;
        }
        Matrix some = evidence.embeddings()
                .among(IntStream.range(rows.from(), rows.to()).toArray());
        Neighbours nearest = Neighbours.of(
                some,
                of(evidence.labelled(), known),
                neighbours,
                row -> labels.items().id(known[row]));
        Contrasts contrasts = new Contrasts(of(evidence.labelledProbabilities(), known));
        for (int i = 0; i < out.length; i++) {
            contrasts.turnTo(evidence.probabilities(), rows.from() + i);
            double sum = 0;
            for (int place = 0; place < nearest.k(); place++) {
                sum += contrasts.with(nearest.neighbour(i, place));
            }
            out[i] = sum / nearest.k();
        }
    }

    private static Matrix of(Matrix all, int[] rows) {
        return rows.length == all.rows() ? all : all.select(rows);
    }

    /** Divergences of the answers to labelled items from the answer to one candidate. */
    private static final class Contrasts {
        private final Matrix taught;
        private final double[] certainty; // Σ p·ln p of each
        private final double[] logs;
        private final double[] p;

        Contrasts(Matrix taught) {
            this.taught = taught;
            this.certainty = new double[taught.rows()];
            this.logs = new double[taught.cols()];
            this.p = new double[taught.cols()];
            for (int row = 0; row < certainty.length; row++) {
                taught.copyRow(row, p);
                for (double share : p) {
                    certainty[row] += share * log(share);
                }
            }
        }

        void turnTo(Matrix probabilities, int row) {
            probabilities.copyRow(row, logs);
            Arrays.setAll(logs, c -> log(logs[c]));
        }

        double with(int labelled) {
            taught.copyRow(labelled, p);
            double sum = certainty[labelled];
            for (int c = 0; c < p.length; c++) {
                sum -= p[c] * logs[c];
            }
            return Math.max(0, sum);
        }

        private static double log(double share) {
            return StrictMath.log(Math.max(share, LEAST));
        }
    }
}
