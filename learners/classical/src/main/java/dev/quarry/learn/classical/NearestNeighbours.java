package dev.quarry.learn.classical;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Rules;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * The classes of the k nearest rows, exact, by Euclidean distance. A row of weight w counts as w neighbours at one place:
 * the nearest rows are taken until their weights sum to k, and of the last ones, if they weigh too much, as much as is
 * missing; rows that are equally far share it by their weights. With fewer than k rows all are neighbours. Classes that
 * were not seen have probability exactly 0.
 *
 * <p>Nothing is random and nothing is fitted: weights only multiply votes, a row is its own nearest neighbour whatever it
 * weighs, so boosting has nothing to build on. Features should be of comparable scale. O(n·m·d) time to predict, float32
 * at the speed of a matrix product; the rows are kept.
 */
@AutoService(Part.class)
@Named(
        value = "k-nearest-neighbours",
        summary = "The classes of the nearest labelled rows.",
        formula = "p(c) ∝ Σ over the k nearest rows of class c of 1, or of 1 / distance",
        cost = "O(n·m·d)",
        paper = "Cover, Hart. Nearest neighbor pattern classification. IEEE Trans. Inf. Theory 1967")
public record NearestNeighbours(
        @Help("how many neighbours vote, at least 1") int k,
        @Help("how much a neighbour counts") Vote weights) implements Learner {

    /** States the rules. */
    public NearestNeighbours {
        Rules.atLeast("k", k, 1);
    }

    /** 5 neighbours with equal votes. */
    public NearestNeighbours() {
        this(5, Vote.UNIFORM);
    }

    @Override
    public boolean weighted() {
        return false;
    }

    @Override
    public NeighbourModel fit(TrainingSet examples, Randomness random) {
        TrainingSet usable = examples.usable("k-nearest-neighbours");
        long numbers = (long) usable.size() * usable.features().cols();
        return new NeighbourModel(usable.requireMemory("k-nearest-neighbours", Float.BYTES * numbers), this);
    }

    @Override
    public NeighbourModel restore(State state) {
        return new NeighbourModel(NeighbourModel.rows(state), this);
    }
}
