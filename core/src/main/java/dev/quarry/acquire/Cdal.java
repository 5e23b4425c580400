package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Probabilities;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
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
 * <p>O(k·n·C) time, O(n·C) memory for the logarithms; where they do not fit half of the budget they are taken again for
 * every pick, in O(n) memory. Agarwal, Arora, Anand, Arora. <i>Contextual diversity for active
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

    /** What a table of all probabilities and their logarithms takes. */
    private static long tableBytes(long n, long classes) {
        return 2 * Double.BYTES * n * classes;
    }

    /** Whether the table may be kept; otherwise logarithms are taken again for every pick. */
    private static boolean keepsTable(long n, long classes) {
        return tableBytes(n, classes) <= Math.min(Memory.budget() / 2, (long) Double.BYTES * (Integer.MAX_VALUE - 8));
    }

    private static final class Divergences {
        private final Matrix probabilities;
        private final int classes;
        private final double[] table; // for every row its probabilities, then their logarithms; empty if not kept

        Divergences(Matrix probabilities) {
            int n = probabilities.rows();
            this.probabilities = probabilities;
            this.classes = probabilities.cols();
            this.table = new double[keepsTable(n, classes) ? 2 * n * classes : 0];
            double[] terms = new double[2 * classes];
            for (int row = 0; row < n && table.length > 0; row++) {
                compute(row, terms);
                System.arraycopy(terms, 0, table, row * terms.length, terms.length);
            }
        }

        /** Writes the probabilities of a row and then their logarithms. */
        private void compute(int row, double[] out) {
            probabilities.copyRow(row, out);
            for (int c = 0; c < classes; c++) {
                out[c] = Math.max(out[c], LEAST);
                out[classes + c] = StrictMath.log(out[c]);
            }
        }

        void narrow(int centre, double[] nearest) {
            double[] taken = new double[2 * classes];
            compute(centre, taken);
            Workers.current().rows(nearest.length, CHUNK, (from, to) -> {
                double[] terms = table.length > 0 ? table : new double[2 * classes];
                for (int row = from; row < to; row++) {
                    if (nearest[row] >= 0) {
                        if (table.length == 0) {
                            compute(row, terms);
                        }
                        int at = table.length > 0 ? row * 2 * classes : 0;
                        nearest[row] = Math.min(nearest[row], between(terms, at, taken));
                    }
                }
            });
        }

        private double between(double[] terms, int at, double[] taken) {
            long sum = 0;
            for (int c = 0; c < classes; c++) {
                double apart = terms[at + c] - taken[c];
                sum += (long) (apart * (terms[at + classes + c] - taken[classes + c]) * 0x1p39);
            }
            return sum * 0x1p-40;
        }
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        boolean table = keepsTable(sizes.n(), sizes.classes());
        double logs = (double) sizes.n() * sizes.classes() * (table ? 1 : sizes.k());
        return Estimate.exact(
                        sizes,
                        Work.logs(logs).plus(Work.numbers((double) sizes.k() * sizes.n() * (sizes.classes() + 1))))
                .holding(table ? (double) tableBytes(sizes.n(), sizes.classes()) : 0);
    }
}
