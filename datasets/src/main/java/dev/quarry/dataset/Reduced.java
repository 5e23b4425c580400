package dev.quarry.dataset;

import dev.quarry.bundle.State;
import dev.quarry.kernel.Matrix;
import dev.quarry.part.Parts;
import java.util.List;

/** Features that are brought to fewer columns. */
record Reduced(Preparation whole, Reduction reduction) implements Preparation {

    private static final String KIND = "reduced";

    @Override
    public State learn(int[] rows) {
        State before = whole.learn(rows);
        return state(before, whole.apply(before), rows);
    }

    private State state(State before, Matrix features, int[] rows) {
        return Preparation.kind(KIND)
                .with("reduction", Parts.resolve(reduction))
                .with("before", before)
                .with("learnt", reduction.learn(features, rows));
    }

    @Override
    public Matrix fit(int[] rows) {
        State before = whole.learn(rows);
        Matrix features = whole.apply(before);
        return reduction.apply(features, state(before, features, rows).inner("learnt"));
    }

    @Override
    public Matrix apply(State learnt) {
        return apply(whole, learnt);
    }

    /**
     * The features of a preparation by what was learnt. If that was reduced then, so it is now, whether or not the
     * preparation says so itself.
     */
    static Matrix apply(Preparation preparation, State learnt) {
        if (preparation instanceof Reduced reduced) {
            return apply(reduced.whole, learnt);
        } else if (!learnt.text("kind").equals(KIND)) {
            return preparation.apply(learnt);
        }
        return reduction(learnt).apply(apply(preparation, learnt.inner("before")), learnt.inner("learnt"));
    }

    private static Reduction reduction(State learnt) {
        return Parts.read(Reduction.class, learnt.text("reduction"));
    }

    @Override
    public int cols(State learnt) {
        Preparation.requireKind(learnt, KIND);
        return reduction(learnt).cols(learnt.inner("learnt"));
    }

    @Override
    public List<String> names(State learnt) {
        Preparation.requireKind(learnt, KIND);
        return reduction(learnt).names(learnt.inner("learnt"));
    }
}
