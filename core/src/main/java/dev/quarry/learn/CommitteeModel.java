package dev.quarry.learn;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Several models of one task. Its probabilities are the mean over the members, summed in their order; a pass is the
 * answer of one member.
 */
public final class CommitteeModel implements SamplingModel {

    private final List<Model> members;
    private final int classes;

    /** A committee of at least one member, all of one task. */
    public CommitteeModel(List<Model> members) {
        this.members = List.copyOf(members);
        this.classes = members.get(0).classes();
        for (Model member : members) {
            if (member.classes() != classes) {
                throw new IllegalArgumentException("The members of the committee know (%d) and (%d) classes."
                        .formatted(classes, member.classes()));
            }
        }
    }

    /**
     * The committee that {@link #state} wrote down.
     *
     * @param member makes a member of its state
     * @throws IllegalArgumentException if the state is not one of its own, naming what is missing or wrong
     */
    public static CommitteeModel restore(State state, Function<State, ? extends Model> member) {
        List<Model> members = new ArrayList<>();
        do { // a committee without a first member is refused with what it misses
            members.add(member.apply(state.inner("members/" + members.size())));
        } while (state.has("members/" + members.size()));
        return new CommitteeModel(members);
    }

    @Override
    public State state() {
        State state = State.empty();
        for (int k = 0; k < members.size(); k++) {
            state = state.with("members/" + k, members.get(k).state());
        }
        return state;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int maxPasses() {
        return members.size();
    }

    @Override
    public Matrix probabilities(Matrix features) {
        double[] mean = new double[Math.multiplyExact(features.rows(), classes)];
        boolean exact = false;
        for (Model member : members) {
            Matrix one = member.probabilities(features);
            exact |= one.isDouble();
            double[] row = new double[classes];
            for (int i = 0; i < one.rows(); i++) {
                one.copyRow(i, row);
                for (int c = 0; c < classes; c++) {
                    mean[i * classes + c] += row[c];
                }
            }
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= members.size();
        }
        DoubleMatrix result = DoubleMatrix.wrap(mean, features.rows(), classes);
        return exact ? result : result.toFloat();
    }

    @Override
    public Matrix samples(Matrix features, int passes, Randomness random) {
        int[] drawn = SamplingModel.draw(members.size(), passes, random);
        int width = Math.multiplyExact(passes, classes);
        double[] samples = new double[Math.multiplyExact(features.rows(), width)];
        boolean exact = false;
        double[] row = new double[classes];
        for (int k = 0; k < passes; k++) {
            Matrix one = members.get(drawn[k]).probabilities(features);
            exact |= one.isDouble();
            for (int i = 0; i < one.rows(); i++) {
                one.copyRow(i, row);
                System.arraycopy(row, 0, samples, i * width + k * classes, classes);
            }
        }
        DoubleMatrix result = DoubleMatrix.wrap(samples, features.rows(), width);
        return exact ? result : result.toFloat();
    }
}
