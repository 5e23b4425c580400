package dev.quarry.learn.classical;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.Rules;
import dev.quarry.learn.SeenClasses;
import java.util.ArrayList;
import java.util.List;

/** Models that vote for the class that each finds most probable: a class is as probable as the exponential of its votes. */
final class BoostedModel implements Model {

    private final List<Model> members;
    private final double[] votes;
    private final SeenClasses classes;
    private final int width;

    BoostedModel(List<Model> members, double[] votes, SeenClasses classes, int width) {
        this.members = List.copyOf(members);
        this.votes = votes;
        this.classes = classes;
        this.width = width;
    }

    /** The model that {@link #state} wrote down. */
    static BoostedModel of(State state, Learner learner) {
        double[] votes = state.numbers("votes");
        int[] width = state.whole("width");
        SeenClasses classes = SeenClasses.of(state);
        List<Model> members = new ArrayList<>();
        for (int m = 0; m < votes.length; m++) {
            Model member = learner.restore(state.inner("members/" + m));
            if (member.classes() != classes.ofTask() || width.length != 1) {
                throw new IllegalArgumentException("The value (classes) names (%d) classes, but member (%d) knows (%d)."
                        .formatted(classes.ofTask(), m, member.classes()));
            }
            members.add(member);
        }
        return new BoostedModel(members, votes, classes, width[0]);
    }

    @Override
    public State state() {
        State state = classes.addTo(State.empty()).with("votes", votes).with("width", new int[] {width});
        for (int m = 0; m < members.size(); m++) {
            state = state.with("members/" + m, members.get(m).state());
        }
        return state;
    }

    @Override
    public int classes() {
        return classes.ofTask();
    }

    @Override
    public DoubleMatrix probabilities(Matrix features) {
        Rules.width(features, width);
        int all = classes();
        double[] out = new double[Math.multiplyExact(features.rows(), all)];
        double[] row = new double[all];
        for (int m = 0; m < votes.length; m++) {
            Matrix p = members.get(m).probabilities(features);
            for (int i = 0; i < features.rows(); i++) {
                p.copyRow(i, row);
                out[i * all + Softmax.largest(row, 0, all)] += votes[m];
            }
        }
        Softmax.ofSeen(classes, out);
        return DoubleMatrix.wrap(out, features.rows(), all);
    }
}
