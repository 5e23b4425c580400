package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Head;
import dev.quarry.evidence.HeadedPredictions;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * DropQuery: candidates whose answer changes under more than half of some dropout masks on their representation, and of
 * those the ones in the middle of as many clusters as items are wanted.
 *
 * <p>A mask keeps each coordinate with probability {@code 1 − rate} and scales what it keeps by {@code 1 / (1 − rate)}, as
 * dropout in training does. Masks are not joint: each candidate has its own, a function of (randomness of the choice, its
 * id, number of the mask), so an answer does not depend on who else is a candidate. The answer without a mask is the
 * model's. The score of a pick is the share of masks that change its answer. Where fewer candidates change than are wanted, the
 * others follow by their score, ties by random number; the paper draws those at random.
 *
 * <p>O(masks·n·C·d + rounds·c·k·d) time, c candidates that change; O(n) memory and a copy of the places that are clustered.
 * Gupte, Aklilu, Nirschl, Yeung-Levy. <i>Revisiting active learning in the era of vision foundation models.</i> TMLR 2024.
 */
@AutoService(Part.class)
@Named(
        value = "drop-query",
        summary = "Medoids of the candidates whose answer changes under most dropout masks on their representation.",
        formula = "{x : share of masks m with arg max f(m ⊙ h(x)) ≠ ŷ is above ½}",
        cost = "O(masks·n·C·d + rounds·c·k·d), c candidates that change",
        paper =
                "Gupte, Aklilu, Nirschl, Yeung-Levy. Revisiting active learning in the era of vision foundation models. TMLR 2024")
@Advice(
        use =
                "Frozen features of a large network and a light last layer: unsure items by dropout on the features, different ones by their medoids.",
        avoid =
                "A last layer on few features: dropping one of them changes every answer. The cut at one half is a choice, and what is below it fills the batch in order.")
public record DropQuery(
        @Help("how many masks, at least 1") int masks,

        @Help("the probability that a coordinate is dropped, in (0, 1)")
        double rate)
        implements Acquisition<HeadedPredictions> {

    private static final int CHUNK = 512;

    /** States the rules. */
    public DropQuery {
        if (masks < 1 || !(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "The masks (%d) must be at least 1 and the rate (%s) in (0, 1).".formatted(masks, rate));
        }
    }

    /** Three masks that drop three of four coordinates, as in the paper. */
    public DropQuery() {
        this(3, 0.75);
    }

    @Override
    public Selection select(HeadedPredictions evidence, int budget, Randomness random) {
        if (evidence.size() == 0 || budget <= 0) {
            return new Selection(List.of());
        }
        double[] changed = new double[evidence.size()];
        Randomness drawing = random.purpose("dropout");
        Workers.current().chunks(changed.length, CHUNK, (from, to) -> count(evidence, from, to, drawing, changed));
        int[] most = IntStream.range(0, changed.length)
                .filter(row -> 2 * changed[row] > masks)
                .toArray();
        double[] shares = Arrays.stream(changed).map(count -> count / masks).toArray();
        return Shortlist.of(
                this, evidence.items(), shares, most, evidence.embeddings(), UnaryOperator.identity(), budget, random);
    }

    /** Counts for some candidates how many masks change the answer. */
    private void count(HeadedPredictions evidence, int from, int to, Randomness drawing, double[] changed) {
        Head head = evidence.head();
        Matrix places = evidence.embeddings().run(from, to);
        DoubleMatrix whole = head.logits(places);
        for (int mask = 0; mask < masks; mask++) {
            Randomness ofMask = drawing.round(mask);
            DoubleMatrix masked = head.logits(
                    dropped(places, row -> ofMask.bits(evidence.items().id(from + row))));
            for (int row = 0; row < to - from; row++) {
                changed[from + row] += answer(masked, row) == answer(whole, row) ? 0 : 1;
            }
        }
    }

    private Matrix dropped(Matrix places, IntToLongFunction seeds) {
        double[] values = new double[places.rows() * places.cols()];
        double[] place = new double[places.cols()];
        for (int row = 0; row < places.rows(); row++) {
            SplittableRandom coins = new SplittableRandom(seeds.applyAsLong(row));
            places.copyRow(row, place);
            for (int j = 0; j < place.length; j++) {
                values[row * place.length + j] = coins.nextDouble() < rate ? 0 : place[j] / (1 - rate);
            }
        }
        return DoubleMatrix.wrap(values, places.rows(), places.cols());
    }

    private static int answer(DoubleMatrix logits, int row) {
        int answer = 0;
        for (int c = 1; c < logits.cols(); c++) {
            answer = logits.get(row, c) > logits.get(row, answer) ? c : answer;
        }
        return answer;
    }
}
