package dev.quarry.dataset.feature;

import dev.quarry.bundle.State;
import dev.quarry.dataset.Preparation;
import dev.quarry.kernel.FloatMatrix;
import java.util.List;

/** The token counts of texts, kept sparse; dense TF-IDF rows are made when the rows to learn from are known. */
final class HashedTexts implements Preparation {

    private static final String KIND = "hashed-text";

    private final HashedText options;
    private final TermCounts counts;

    HashedTexts(HashedText options, List<String> texts) {
        this.options = options;
        this.counts = new TermCounts(texts.size(), options.dimensions(), options.sublinear());
        Tokens tokens = new Tokens(options.ngrams());
        for (String text : texts) {
            tokens.of(text);
            for (int t = 0; t < tokens.size(); t++) {
                counts.count(column(tokens.hash(t)), sign(tokens.hash(t)));
            }
            counts.endRow();
        }
    }

    private int column(long hash) {
        return (int) (((hash >>> 32) * options.dimensions()) >>> 32);
    }

    private int sign(long hash) {
        return options.signed() && (hash & 1) != 0 ? -1 : 1;
    }

    @Override
    public int cols(State learnt) {
        return options.dimensions();
    }

    @Override
    public List<String> names(State learnt) {
        return List.of();
    }

    @Override
    public State learn(int[] rows) {
        return Preparation.kind(KIND).with("rarity", counts.rarity(rows));
    }

    @Override
    public FloatMatrix apply(State learnt) {
        Preparation.requireKind(learnt, KIND);
        double[] rarity = new double[options.dimensions()];
        learnt.matrix("rarity", 1, rarity.length).copyRow(0, rarity);
        return counts.dense(rarity);
    }
}
