package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Probabilities;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fast active learning by contrastive uncertainty: drawn one by one in proportion to a power of uncertainty plus diversity.
 * Uncertainty is one minus the margin. Diversity is the smallest distance {@code Σ|p − p'|} between the class distribution
 * of a candidate and those drawn, at first its uncertainty, scaled to [0, 1] over the candidates that are left. The score
 * of a pick is the sum of the two. Where nothing is uncertain or different, the draw is uniform.
 *
 * <p>Terms of a distance are rounded to 2⁻⁴⁰, so that the order of the classes changes nothing.
 *
 * <p>O(k·n·C) time, O(n) memory. Gilhuber, Beer, Ma, Seidl. <i>FALCUN: a simple and efficient deep active learning
 * strategy.</i> ECML PKDD 2024.
 */
@AutoService(Part.class)
@Named(
        value = "falcun",
        summary = "At random, candidates that are uncertain and answered unlike those drawn.",
        formula = "P(x next) ∝ (1 − (p₁ − p₂) + scaled min over drawn s of Σ|p(x) − p(s)|)^γ",
        cost = "O(k·n·C)",
        paper =
                "Gilhuber, Beer, Ma, Seidl. FALCUN: a simple and efficient deep active learning strategy. ECML PKDD 2024")
@Advice(
        use =
                "Doubt and difference among the answers alone, in one draw without embeddings: large batches at the price of margin.",
        avoid =
                "Two items of equal answers are the same to it, however different they are. γ decides between margin and chance.")
public record Falcun(
        @Help("γ, how strongly the most relevant are preferred, from 0 on")
        double gamma) implements Acquisition<Probabilities> {

    private static final int CHUNK = 4096;

    /** States the rules. */
    public Falcun {
        if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The gamma (%s) must be finite and at least 0.".formatted(gamma));
        }
    }

    /** γ = 10. */
    public Falcun() {
        this(10);
    }

    @Override
    public Selection select(Probabilities evidence, int budget, Randomness random) {
        int n = evidence.size();
        int size = Math.min(Math.max(budget, 0), n);
        double[] uncertainty = Measure.MARGIN.of(evidence);
        double[] distances = uncertainty.clone();
        boolean[] taken = new boolean[n];
        double[] keys = new double[n];
        TopK.Ties ties = Scores.ties(evidence.items(), random);
        Randomness draws = random.purpose("gumbel");
        List<Pick> picks = new ArrayList<>(size);
        String reason = Scores.reason(this);
        while (picks.size() < size) {
            Randomness draw = draws.round(picks.size());
            double[] relevance = relevance(uncertainty, distances, taken);
            boolean none = Arrays.stream(relevance).noneMatch(one -> one > 0);
            for (int row = 0; row < n; row++) {
                double log = none ? 0 : logPower(relevance[row]);
                keys[row] = taken[row]
                        ? Double.NEGATIVE_INFINITY
                        : Math.max(
                                -Double.MAX_VALUE,
                                log + draw.gumbel(evidence.items().id(row)));
            }
            int row = TopK.largest(keys, 1, ties)[0];
            taken[row] = true;
            picks.add(new Pick(evidence.items().id(row), relevance[row], reason));
            if (picks.size() < size) {
                narrow(evidence.probabilities(), row, distances);
            }
        }
        return new Selection(picks);
    }

    private double logPower(double relevance) {
        return gamma == 0 ? 0 : gamma * StrictMath.log(relevance);
    }

    /** Uncertainty and scaled distance of all that are left, 0 for those drawn. */
    private static double[] relevance(double[] uncertainty, double[] distances, boolean[] taken) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int row = 0; row < taken.length; row++) {
            least = taken[row] ? least : Math.min(least, distances[row]);
            most = taken[row] ? most : Math.max(most, distances[row]);
        }
        double[] relevance = new double[taken.length];
        for (int row = 0; row < taken.length; row++) {
            double diversity = most > least ? (distances[row] - least) / (most - least) : 0;
            relevance[row] = taken[row] ? 0 : uncertainty[row] + diversity;
        }
        return relevance;
    }

    private static void narrow(Matrix probabilities, int centre, double[] distances) {
        int classes = probabilities.cols();
        double[] drawn = new double[classes];
        probabilities.copyRow(centre, drawn);
        Workers.current().chunks(distances.length, CHUNK, (from, to) -> {
            double[] p = new double[classes];
            for (int row = from; row < to; row++) {
                probabilities.copyRow(row, p);
                long sum = 0;
                for (int c = 0; c < classes; c++) {
                    sum += (long) (Math.abs(p[c] - drawn[c]) * 0x1p40);
                }
                distances[row] = Math.min(distances[row], sum * 0x1p-40);
            }
        });
    }
}
