package dev.quarry.learn.classical;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Bootstrap;
import dev.quarry.learn.CommitteeModel;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.Rules;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Bagging: any learner, fitted several times, each time on some of the rows and some of the columns. Unlike {@link
 * BootstrapLearner} it can draw fewer rows, draw them without repeating one (pasting) and give every member columns of
 * its own (random subspaces; both together are random patches). The probability of a class is the mean over the members;
 * classes that were not seen have probability exactly 0.
 *
 * <p>A row that is drawn twice counts twice. Rows without a second class are drawn again. Decision trees are grown on
 * columns that are binned once. As many fits as there are members, in parallel where {@link Workers} allow; the same
 * members for every number of threads. With all rows, all columns and a learner that draws nothing, all members would be
 * the same model: then it is that one.
 */
@AutoService(Part.class)
@Named(
        value = "bagging",
        summary = "Any learner, each member fitted on some of the rows and some of the columns.",
        formula = "p(c) = mean over members of p(c | member)",
        cost = "a fit and a prediction per member",
        paper = "Breiman. Bagging predictors. Machine Learning 1996; Ho. The random subspace method for constructing "
                + "decision forests. TPAMI 1998")
public record Bagging(
        @Help("what each member is") Learner learner,
        @Help("how many members, at least 1") int members,

        @Help("share of the rows that a member sees, above 0 to 1")
        double maxSamples,

        @Help("share of the columns that a member sees, above 0 to 1")
        double maxFeatures,

        @Help("whether rows are drawn with replacement") boolean bootstrap,
        @Help("whether columns are drawn with replacement") boolean bootstrapFeatures)
        implements Learner {

    /** States the rules. */
    public Bagging {
        Rules.atLeast("members", members, 1);
        Rules.share("max-samples", maxSamples);
        Rules.share("max-features", maxFeatures);
    }

    /** 10 full trees on bootstraps of all rows, all columns. */
    public Bagging() {
        this(new DecisionTree(), 10, 1, 1, true, false);
    }

    @Override
    public boolean weighted() {
        return learner.weighted();
    }

    @Override
    public boolean stochastic() {
        return bootstrap || maxSamples < 1 || subspaces() || learner.stochastic();
    }

    private boolean subspaces() {
        return bootstrapFeatures || maxFeatures < 1;
    }

    @Override
    public int maxPasses() {
        return stochastic() ? members : 0;
    }

    @Override
    public Set<Class<? extends Model>> gives() {
        return stochastic() ? Set.of() : learner.gives();
    }

    @Override
    public Model fit(TrainingSet examples, Randomness random) {
        TrainingSet usable = examples.usable("bagging");
        if (!stochastic()) {
            return learner.fit(usable, random);
        }
        if (learner instanceof DecisionTree tree) {
            return trees(tree, usable, random);
        }
        Model[] fitted = new Model[members];
        Workers.current().chunks(members, 1, (from, to) -> {
            for (int k = from; k < to; k++) {
                TrainingSet some = counted(usable, counts(usable, random, k));
                Randomness own = random.purpose("member").round(k);
                int[] columns = columns(usable.features().cols(), random, k);
                fitted[k] = subspaces() ? SubspaceModel.fit(learner, some, columns, own) : learner.fit(some, own);
            }
        });
        return new CommitteeModel(List.of(fitted));
    }

    private ForestModel trees(DecisionTree tree, TrainingSet usable, Randomness random) {
        Grove grove = new Grove("bagging", usable, members);
        Tree[] grown = new Tree[members];
        Workers.current().chunks(members, 1, (from, to) -> {
            for (int k = from; k < to; k++) {
                double[] counts = counts(usable, random, k);
                double[] weights =
                        tree.classWeights().of(usable.weighted(counts)).weights();
                int[] columns = columns(grove.width(), random, k);
                RandomGenerator own = random.purpose("member").round(k).generator();
                grown[k] = grove.grow(weights, columns, tree.rules(), own);
            }
        });
        return new ForestModel(List.of(grown), grove.width(), usable.classes());
    }

    /** How much every row counts to a member: how often it was drawn, times its weight. */
    private double[] counts(TrainingSet usable, Randomness random, int member) {
        double[] counts = new double[usable.size()];
        if (!bootstrap && maxSamples == 1) {
            Arrays.fill(counts, 1);
        } else {
            int size = Math.max(2, (int) (maxSamples * counts.length));
            Randomness own = random.purpose("rows").round(member);
            for (int row : Bootstrap.draw(usable, size, bootstrap, own)) {
                counts[row]++;
            }
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] *= usable.weight(i);
        }
        return counts;
    }

    private static TrainingSet counted(TrainingSet usable, double[] counts) {
        return usable.weighted(counts).usable("bagging");
    }

    /** The columns of a member. */
    private int[] columns(int width, Randomness random, int member) {
        int[] columns = new int[width];
        Arrays.setAll(columns, j -> j);
        if (!subspaces()) {
            return columns;
        }
        RandomGenerator own = random.purpose("columns").round(member).generator();
        int size = Math.max(1, (int) (maxFeatures * width));
        int[] drawn = new int[size];
        for (int v = 0; v < size; v++) {
            int other = bootstrapFeatures ? own.nextInt(width) : v + own.nextInt(width - v);
            drawn[v] = columns[other];
            columns[other] = bootstrapFeatures ? columns[other] : columns[v];
        }
        Arrays.sort(drawn);
        return drawn;
    }

    @Override
    public Model restore(State state) {
        if (!stochastic()) {
            return learner.restore(state);
        } else if (learner instanceof DecisionTree) {
            return ForestModel.of(state);
        }
        return CommitteeModel.restore(
                state, member -> subspaces() ? SubspaceModel.of(member, learner) : learner.restore(member));
    }
}
