package dev.quarry.dataset.feature;

import dev.quarry.bundle.State;
import dev.quarry.dataset.Preparation;
import dev.quarry.dataset.reduce.KrylovEigenpairs;
import dev.quarry.kernel.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * The texts that {@link TfIdf} weighs by a vocabulary.
 *
 * @param options how
 * @param texts one for each item
 */
record WeightedTexts(TfIdf options, List<String> texts) implements Preparation {

    private static final String KIND = "tf-idf";

    WeightedTexts {
        texts = List.copyOf(texts);
    }

    @Override
    public State learn(int[] rows) {
        Vocabulary vocabulary = Vocabulary.learn(options, texts, rows);
        TermCounts counts = vocabulary.count(texts, options);
        double[] rarity = counts.rarity(rows);
        State state = Preparation.kind(KIND).with("terms", vocabulary.terms()).with("rarity", rarity);
        if (options.dimensions() == 0) {
            return state;
        }
        int most = Math.min(vocabulary.terms().size(), rows.length);
        if (options.dimensions() > most) {
            throw new IllegalArgumentException(
                    "The dimensions (%d) of tf-idf are more than the (%d) terms or the (%d) texts to learn from. Maybe (dimensions: %d)."
                            .formatted(
                                    options.dimensions(),
                                    vocabulary.terms().size(),
                                    rows.length,
                                    Math.max(1, most / 2)));
        }
        int[] ordered = rows.clone();
        Arrays.sort(ordered); // so that the sums do not depend on the order of the rows
        return state.with(
                "axes",
                KrylovEigenpairs.of(counts.weighted(rarity).gram(ordered), options.dimensions())
                        .vectors());
    }

    @Override
    public Matrix apply(State learnt) {
        Preparation.requireKind(learnt, KIND);
        TermCounts counts = new Vocabulary(learnt.lines("terms")).count(texts, options);
        double[] rarity = learnt.numbers("rarity");
        return learnt.has("axes") ? counts.weighted(rarity).times(learnt.matrix("axes")) : counts.dense(rarity);
    }

    @Override
    public int cols(State learnt) {
        Preparation.requireKind(learnt, KIND);
        return learnt.has("axes")
                ? learnt.matrix("axes").rows()
                : learnt.matrix("rarity").cols();
    }

    @Override
    public List<String> names(State learnt) {
        Preparation.requireKind(learnt, KIND);
        return learnt.has("axes") ? List.of() : learnt.lines("terms");
    }
}
