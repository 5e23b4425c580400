package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Probabilities;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Contextual diversity, core-set form: {@link KCenter} over class distributions instead of places, with the symmetric
 * divergence {@code ½ KL(p‖q) + ½ KL(q‖p)} for a distance. The first pick is drawn uniformly, with score 0; the score of
 * the others is their divergence from the nearest pick. What is labelled plays no part, since no prediction of it is known.
 *
 * <p>Probabilities are taken as at least 1e−12. Terms are rounded to 2⁻⁴⁰, so that the order of the classes changes nothing.
 *
 * <p>O(k·n·C) time, O(n·C) memory for the logarithms. Agarwal, Arora, Anand, Arora. <i>Contextual diversity for active
 * learning.</i> ECCV 2020.
 */
@AutoService(Part.class)
@Named(
        value = "cdal",
        summary = "The candidate whose class distribution is least like those taken, again and again.",
        formula = "max over candidates of min over taken s of ½ KL(p(x)‖p(s)) + ½ KL(p(s)‖p(x))",
        cost = "O(k·n·C)",
        paper = "Agarwal, Arora, Anand, Arora. Contextual diversity for active learning. ECCV 2020")
@Advice(
        use =
                "Batches that differ in what the model confuses, at the cost of C numbers per item instead of an embedding.",
        avoid =
                "Sure items in far corners of the simplex are the most unlike of all, so a confident model makes it pick what needs no label. A port of it applies softmax to probabilities, so published numbers may be of another method.")
public record Cdal() implements Sequential<Probabilities>, Estimated {

    private static final int CHUNK = 4096;
    private static final double LEAST = 1e-12;
    private static final double TAKEN = -1;

    @Override
    public Selection select(Probabilities evidence, int budget, Randomness random) {
        return select(evidence, budget, Admission.ALL, random);
    }

    @Override
    public Selection select(Probabilities evidence, int budget, Admission admission, Randomness random) {
        int n = evidence.size();
        int size = Math.min(Math.max(budget, 0), n);
        if (size == 0) {
            return new Selection(List.of());
        }
        Divergences divergences = new Divergences(evidence.probabilities());
        TopK.Ties ties = Scores.ties(evidence.items(), random);
        double[] nearest = new double[n];
        Arrays.fill(nearest, Double.MAX_VALUE);
        double[] uniform = Scores.uniform(evidence.items(), random.purpose("first"));
        int[] next = Scores.admitted(uniform, 1, ties, admission);
        List<Pick> picks = new ArrayList<>(size);
        String reason = Scores.reason(this);
        while (next.length > 0) {
            int row = next[0];
            picks.add(new Pick(evidence.items().id(row), picks.isEmpty() ? 0 : nearest[row], reason));
            if (picks.size() == size) {
                break;
            }
            nearest[row] = TAKEN;
            divergences.narrow(row, nearest);
            next = Scores.admitted(nearest, 1, ties, admission.and(Admission.of(other -> nearest[other] > TAKEN)));
        }
        return new Selection(picks);
    }

    private static final class Divergences {
        private final double[] p;
        private final double[] logs;
        private final int classes;

        Divergences(Matrix probabilities) {
            this.p = probabilities.toDouble().values().clone();
            this.classes = probabilities.cols();
            for (int j = 0; j < p.length; j++) {
                p[j] = Math.max(p[j], LEAST);
            }
            this.logs = Arrays.stream(p).map(StrictMath::log).toArray();
        }

        void narrow(int centre, double[] nearest) {
            Workers.current().rows(nearest.length, CHUNK, (from, to) -> {
                for (int row = from; row < to; row++) {
                    if (nearest[row] >= 0) {
                        nearest[row] = Math.min(nearest[row], between(row, centre));
                    }
                }
            });
        }

        private double between(int row, int centre) {
            long sum = 0;
            for (int c = 0; c < classes; c++) {
                int i = row * classes + c;
                int j = centre * classes + c;
                sum += (long) ((p[i] - p[j]) * (logs[i] - logs[j]) * 0x1p39);
            }
            return sum * 0x1p-40;
        }
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.exact(
                        sizes,
                        Work.logs((double) sizes.n() * sizes.classes())
                                .plus(Work.numbers((double) sizes.k() * sizes.n() * (sizes.classes() + 1))))
                .holding(2.0 * Double.BYTES * sizes.n() * sizes.classes());
    }
}
