package dev.quarry.dataset.feature;

import dev.quarry.bundle.State;
import dev.quarry.dataset.Preparation;
import dev.quarry.kernel.Matrix;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * Features that a named part takes from texts or pictures. The part is kept with what it learnt, so that other items go
 * the same way whatever part they were opened with.
 *
 * @param <F> the kind of part
 */
public final class Extracted<F extends Part> implements Preparation {

    private final String items;
    private final Class<F> kind;
    private final Function<F, Preparation> from;
    private final String part;
    private final Preparation own;

    private Extracted(String items, Class<F> kind, F part, Function<F, Preparation> from, Preparation own) {
        this.items = items;
        this.kind = kind;
        this.part = Parts.resolve(part);
        this.from = from;
        this.own = own;
    }

    /**
     * Features of texts.
     *
     * @throws IOException if a file that they need cannot be read; the message says which
     */
    public static Extracted<TextFeatures> ofTexts(TextFeatures features, List<String> texts) throws IOException {
        return new Extracted<>("texts", TextFeatures.class, features, other -> again(other, texts), features.of(texts));
    }

    private static Preparation again(TextFeatures features, List<String> texts) {
        try {
            return features.of(texts);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Features of pictures.
     *
     * @param own what the features have given already
     * @param from gives what other features would give
     */
    public static Extracted<PictureFeatures> ofPictures(
            PictureFeatures features, Preparation own, Function<PictureFeatures, Preparation> from) {
        return new Extracted<>("pictures", PictureFeatures.class, features, from, own);
    }

    @Override
    public State learn(int[] rows) {
        return Preparation.kind(items).with("features", part).with("learnt", own.learn(rows));
    }

    @Override
    public Matrix apply(State learnt) {
        return by(learnt).apply(learnt.inner("learnt"));
    }

    @Override
    public int cols(State learnt) {
        return by(learnt).cols(learnt.inner("learnt"));
    }

    @Override
    public List<String> names(State learnt) {
        return by(learnt).names(learnt.inner("learnt"));
    }

    private Preparation by(State learnt) {
        Preparation.requireKind(learnt, items);
        String other = learnt.text("features");
        return other.equals(part) ? own : from.apply(Parts.read(kind, other));
    }
}
