package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FisherGains;
import dev.quarry.kernel.FisherInformation;
import dev.quarry.kernel.FisherInformation.Some;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.PrincipalDirections;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * BAIT: the batch with which the last layer would be known best where it will be used. The Fisher information of an item is
 * {@code I(x) = (diag p − ppᵀ) ⊗ hhᵀ}; the batch S is to make {@code tr((λ + I(L) + I(S))⁻¹ I(L ∪ U))} small, with sums over
 * the labelled items L and the batch and the mean over L and all candidates U. Greedily twice the batch is taken, each
 * candidate the one that lowers the trace most, then one after the other is given back that is missed least. The score of a
 * pick is by how much it lowered the trace when it was taken; the certificate is the trace in the end.
 *
 * <p>Information depends on no label, so items that were chosen earlier in the same batch count as labelled.
 *
 * <p>Exact while the matrices fit the memory budget: 24·((C − 1)·d)² bytes, and 16·n·(C − 1)² for the candidates. Beyond that
 * it refuses. {@code rank: r} is an approximation: h is projected on the r directions along which representations are
 * longest, what is across them counts nothing. Long representations need a ridge that is not tiny beside them: numbers are
 * float64, and differences of 1e−16 of the longest are lost.
 *
 * <p>O(b·n·C²·(C + d) + (n + m + b)·(C·d)² + (C·d)³) time, where the plain formula takes O(b·n·C·(C·d)²). Ash, Goel,
 * Krishnamurthy, Kakade. <i>Gone fishing: neural active learning with Fisher embeddings.</i> NeurIPS 2021.
 */
@AutoService(Part.class)
@Named(
        value = "bait",
        summary = "The batch that makes the last layer known best where it is used, by Fisher information.",
        formula = "min over S of tr((λ + I(L) + I(S))⁻¹ I(L ∪ U)), I(x) = (diag p − ppᵀ) ⊗ hhᵀ",
        cost = "O(b·n·C²·(C + d) + n·(C·d)² + (C·d)³)",
        paper =
                "Ash, Goel, Krishnamurthy, Kakade. Gone fishing: neural active learning with Fisher embeddings. NeurIPS 2021")
@Advice(
        use =
                "The most thorough use of the last layer: a batch that pins its parameters where the pool needs them, undoing picks that turned out needless.",
        avoid =
                "Its matrices have (C·d)² numbers: hundreds of features, not thousands, unless the low rank form is asked for, which is another method.")
public record Bait(
        @Help("λ, what is added to the diagonal of the information, above 0")
        double ridge,

        @Help("how many times the batch is taken before the rest is given back, at least 1")
        double oversample,

        @Help("to how many dimensions representations are projected, an approximation; 0 for none")
        int rank)
        implements Acquisition<TaughtPredictions> {

    /** States the rules. */
    public Bait {
        if (!(ridge > 0 && ridge < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The ridge (%s) must be finite and positive.".formatted(ridge));
        }
        if (!(oversample >= 1 && oversample < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The oversample (%s) must be at least 1.".formatted(oversample));
        }
        if (rank < 0) {
            throw new IllegalArgumentException("The rank (%d) must be at least 1, or 0 for none.".formatted(rank));
        }
    }

    /** A ridge of 1, twice the batch, no projection. */
    public Bait() {
        this(1, 2, 0);
    }

    @Override
    public boolean readsLabels() {
        return false;
    }

    /** {@inheritDoc}
     *
     * @throws IllegalStateException if the matrices do not fit the memory budget */
    @Override
    public Selection select(TaughtPredictions evidence, int budget, Randomness random) {
        int n = evidence.size();
        int size = Math.min(Math.max(budget, 0), n);
        if (size == 0) {
            return new Selection(List.of());
        }
        FisherGains gains = new FisherGains(information(evidence));
        TopK.Ties ties = Scores.ties(evidence.items(), random);
        double[] scores = new double[n];
        List<Integer> taken = new ArrayList<>();
        int most = (int) Math.min(n, Math.ceil(oversample * size));
        while (taken.size() < most) {
            double[] now = gains.gains();
            int row = TopK.largest(now, 1, ties)[0];
            scores[row] = now[row];
            taken.add(row);
            gains.take(row);
        }
        gains.keepTaken();
        while (taken.size() > size) {
            double[] missed = Arrays.stream(gains.losses()).map(loss -> -loss).toArray();
            int row = TopK.largest(missed, 1, one -> ~ties.of(one))[0];
            taken.removeIf(one -> one == row);
            gains.giveBack(row);
        }
        int[] rows = taken.stream().mapToInt(Integer::intValue).toArray();
        Selection selection = Scores.picks(evidence.items(), rows, row -> scores[row], Scores.reason(this));
        return new Selection(selection.picks(), new Certificate("trace of the inverse information", gains.trace()));
    }

    private FisherInformation information(TaughtPredictions evidence) {
        Matrix places = evidence.embeddings();
        Matrix labelled = evidence.labelled();
        int[] rows = ById.rows(evidence.items());
        if (rank > 0 && rank < places.cols()) {
            DoubleMatrix directions = PrincipalDirections.of(places, rows, rank);
            places = PrincipalDirections.along(directions, places);
            labelled = PrincipalDirections.along(directions, labelled);
        }
        requireMemory(evidence.size(), evidence.probabilities().cols(), places.cols());
        Some candidates = new Some(evidence.probabilities(), places, rows);
        Some known = new Some(
                evidence.labelledProbabilities(),
                labelled,
                ById.rows(evidence.labels().items()));
        return FisherInformation.of(candidates, List.of(known), List.of(known, candidates), ridge, false);
    }

    private void requireMemory(int n, int classes, int dimensions) {
        long matrices = FisherInformation.bytes(classes, dimensions, false);
        Memory.require(
                matrices,
                "The information (%s) of (%d) classes and (%d) dimensions"
                        .formatted(Scores.reason(this), classes, dimensions),
                "ask for the approximation (bait{rank: %d})".formatted(Math.max(1, fitting(classes))));
        Memory.require(matrices + FisherGains.bytes(n, classes), "The information matrices and candidates of (bait)");
    }

    /** The largest rank of a power of two that would fit half of the budget. */
    private static int fitting(int classes) {
        return IntStream.iterate(1024, rank -> rank > 0, rank -> rank / 2)
                .filter(rank -> FisherInformation.bytes(classes, rank, false) <= Memory.budget() / 2)
                .findFirst()
                .orElse(1);
    }
}
