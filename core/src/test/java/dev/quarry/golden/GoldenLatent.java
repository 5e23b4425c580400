package dev.quarry.golden;

import dev.quarry.acquire.Cal;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.golden.GoldenFunctions.Ours;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** The golden functions about representations and what the model answers to labelled items. */
final class GoldenLatent {

    private GoldenLatent() {}

    static Map<String, Ours> all() {
        return Map.of(
                "contrastive_al",
                new Ours(
                        Set.of("labeled_embeddings", "pool_embeddings", "labeled_probs", "pool_probs", "neighbors"),
                        GoldenLatent::contrastive));
    }

    /** Which labels there are does not matter, only that they are known. */
    private static Map<String, GoldenArray> contrastive(GoldenCase one) {
        DoubleMatrix pool = one.array("pool_probs").matrix();
        DoubleMatrix taught = one.array("labeled_probs").matrix();
        Items known = Items.of(
                LongStream.range(0, taught.rows()).map(id -> id + pool.rows()).toArray());
        TaughtPredictions evidence = TaughtPredictions.of(
                Items.range(pool.rows()),
                pool,
                one.array("pool_embeddings").matrix(),
                one.array("labeled_embeddings").matrix(),
                taught,
                new Labels(known, new int[taught.rows()], taught.cols()));
        return Map.of("scores", GoldenArray.of(new Cal(one.integer("neighbors")).score(evidence)));
    }
}
