package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.Slices;
import dev.quarry.kernel.Density;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Information density, also density-weighted uncertainty: {@code u(x)·density(x)^β}, where the density is the mean of
 * {@code 1 / (1 + distance)} over the other candidates, in (0, 1]. What is uncertain but lies alone, an outlier, loses.
 *
 * <p>With {@code cosine: true} the density is the mean cosine to the other candidates, as in the paper, 0 where that is
 * negative. It needs no pairs: the mean of all places at unit length is enough.
 *
 * <p>Some code lets a candidate count towards its own density, which changes β a little and no order among equally
 * uncertain ones. The density of the candidates does not depend on the model; what does is cheap.
 *
 * <p>O(n²·d / 2) time, with cosines O(n·d), O(n) memory and with cosines a copy of the places. Settles, Craven. <i>An analysis of active learning strategies for sequence labeling
 * tasks.</i> EMNLP 2008.
 */
@AutoService(Part.class)
@Named(
        value = "information-density",
        summary = "Uncertain candidates in crowded places first.",
        formula = "u(x)·(mean over other x' of 1 / (1 + ‖h(x) − h(x')‖))^β",
        cost = "O(n²·d / 2)",
        paper = "Settles, Craven. An analysis of active learning strategies for sequence labeling tasks. EMNLP 2008")
@Advice(
        use =
                "Uncertainty in sequences, texts and other data with many odd items: doubt about an outlier counts little.",
        avoid =
                "Density is the mean likeness to the whole pool, so of several clusters the largest and most central wins. A batch repeats itself, and n² likenesses are computed.")
public record InformationDensity(
        @Help("what uncertainty is: entropy, margin (1 − the gap) or least-confidence")
        Measure measure,

        @Help("how much density counts, from 0 on") double beta,

        @Help("whether density is the mean cosine instead of the mean of 1 / (1 + distance)")
        boolean cosine)
        implements Score<LatentPredictions>, Explained<LatentPredictions>, Estimated {

    /** States the rules. */
    public InformationDensity {
        if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The beta (%s) must be finite and at least 0.".formatted(beta));
        }
    }

    /** Entropy, β = 1. */
    public InformationDensity() {
        this(Measure.ENTROPY, 1, false);
    }

    /** By {@code 1 / (1 + distance)}. */
    public InformationDensity(Measure measure, double beta) {
        this(measure, beta, false);
    }

    /** Computes all scores and keeps some: ask for {@linkplain #score(LatentPredictions) all} where all are wanted. */
    @Override
    public void score(LatentPredictions evidence, Rows rows, double[] out) {
        System.arraycopy(score(evidence), rows.from(), out, 0, rows.count());
    }

    @Override
    public double[] score(LatentPredictions evidence) {
        double[] scores = measure.of(evidence);
        double[] density = cosine ? cosines(evidence.embeddings()) : distances(evidence.embeddings());
        for (int row = 0; row < scores.length; row++) {
            scores[row] *= StrictMath.pow(density[row], beta);
        }
        return scores;
    }

    private static double[] distances(Matrix places) {
        double[] density = Density.inverseDistance(places);
        int n = density.length;
        Arrays.setAll(density, row -> n == 1 ? 1 : (density[row] * n - 1) / (n - 1)); // its own part is 1
        return density;
    }

    private static double[] cosines(Matrix places) {
        int n = places.rows();
        double[] density = new double[n];
        if (n < 2) {
            Arrays.fill(density, 1);
            return density;
        }
        Matrix unit = UnitLength.of(places);
        Matrix mean = new MovingMean(unit, FloatMatrix.of()).place();
        Arrays.setAll(density, row -> {
            double own = Distances.dot(unit, row, unit, row);
            return Math.max(0, (Distances.dot(unit, row, mean, 0) * n - own) / (n - 1));
        });
        return density;
    }

    /** Uncertainty, and the mean similarity to the other candidates. */
    @Override
    public List<List<Term>> terms(LatentPredictions evidence, int[] picks) {
        double[] uncertainty = measure.of(Slices.of(evidence, Probabilities.class, picks));
        double[] cosines = cosine ? cosines(evidence.embeddings()) : new double[0];
        return IntStream.range(0, picks.length)
                .mapToObj(i -> List.of(
                        new Term("uncertainty", uncertainty[i]),
                        new Term("density", cosine ? cosines[picks[i]] : density(evidence, picks[i]))))
                .toList();
    }

    private static double density(LatentPredictions evidence, int row) {
        double sum = 0;
        for (int other = 0; other < evidence.size(); other++) {
            sum += other == row
                    ? 0
                    : 1 / (1 + Math.sqrt(Distances.squared(evidence.embeddings(), row, evidence.embeddings(), other)));
        }
        return evidence.size() == 1 ? 1 : sum / (evidence.size() - 1);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        Work roots = Work.logs(0.5 * sizes.n() * sizes.n()); // a root and a division take about what a logarithm does
        return Estimate.pairs(sizes).plus(Estimate.entropies(sizes)).plus(new Estimate(roots, roots, 0));
    }
}
