package dev.quarry.cli.bench;

import dev.quarry.acquire.Margin;
import dev.quarry.cli.bench.BenchCases.Result;
import dev.quarry.item.Items;
import dev.quarry.journal.Journal;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.loop.Cancellation;
import dev.quarry.loop.Loop;
import dev.quarry.loop.LoopEvent;
import dev.quarry.oracle.KnownLabels;
import dev.quarry.oracle.Oracle;
import dev.quarry.part.Parts;
import dev.quarry.pool.Pool;
import dev.quarry.strategy.Deterministic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The cases about learners. */
final class LearnerCases {

    private static final int ROUNDS = 50;
    private static final int BATCH = 10;

    /** Every fifth row of the digits is kept for measuring. */
    private static final int HELD_OUT = 5;

    private LearnerCases() {}

    /** Fits on the rows of {@code learn_x} and {@code learn_y}; the result is what it then says about these rows. */
    static Supplier<Result> fit(BenchInputs inputs) throws IOException {
        Learner learner = learner(inputs);
        TrainingSet examples = examples(inputs);
        Randomness random = Randomness.seed(inputs.request().seed());
        Matrix some = examples.features().select(new int[] {0});
        return () -> answers(learner.fit(examples, random).probabilities(some));
    }

    /** Fits once, then predicts {@code pool_x}; the result is the most probable class of every row. */
    static Supplier<Result> predict(BenchInputs inputs) throws IOException {
        Model model = learner(inputs)
                .fit(examples(inputs), Randomness.seed(inputs.request().seed()));
        Matrix pool = inputs.rows("pool_x", inputs.request().nOr(100_000)).toFloat();
        return () -> answers(model.probabilities(pool));
    }

    private static Learner learner(BenchInputs inputs) {
        return Parts.read(Learner.class, inputs.request().learner());
    }

    private static TrainingSet examples(BenchInputs inputs) throws IOException {
        int[] labels = inputs.ints("learn_y");
        int classes = 1 + Arrays.stream(labels).max().orElse(0);
        return TrainingSet.of(inputs.matrix("learn_x").toFloat(), labels, classes);
    }

    private static Result answers(Matrix p) {
        double[] classes = new double[p.rows()];
        double[] row = new double[p.cols()];
        for (int i = 0; i < classes.length; i++) {
            p.copyRow(i, row);
            classes[i] = largest(row);
        }
        return new Result(classes, true);
    }

    private static int largest(double[] row) {
        int best = 0;
        for (int c = 1; c < row.length; c++) {
            best = row[c] > row[best] ? c : best;
        }
        return best;
    }

    /**
     * A whole loop on {@code digits_x} and {@code digits_y}: 10 random labels, then 50 batches of 10 by margin, a fit
     * after each. The result is the accuracy on every fifth row, which is not in the pool, after each fit.
     */
    static Supplier<Result> digitsLoop(BenchInputs inputs) throws IOException {
        Matrix x = inputs.matrix("digits_x");
        int[] y = inputs.ints("digits_y");
        int[] test = IntStream.range(0, x.rows()).filter(i -> i % HELD_OUT == 0).toArray();
        int[] rest = IntStream.range(0, x.rows()).filter(i -> i % HELD_OUT != 0).toArray();
        List<String> classes = IntStream.rangeClosed(0, Arrays.stream(y).max().orElse(0))
                .mapToObj(Integer::toString)
                .toList();
        Items items = Items.of(Arrays.stream(rest).asLongStream().toArray());
        Matrix features = x.select(rest);
        Oracle oracle =
                new KnownLabels(items, Arrays.stream(rest).map(i -> y[i]).toArray(), classes);
        Matrix unseen = x.select(test);
        int[] truth = Arrays.stream(test).map(i -> y[i]).toArray();
        Loop loop = new Loop(learner(inputs), new Deterministic(new Margin()))
                .withStart(BATCH)
                .withBatch(BATCH)
                .withBudget(BATCH * (ROUNDS + 1))
                .withSeed(inputs.request().seed());
        return () -> {
            List<Double> accuracies = new ArrayList<>();
            Pool pool = new Pool(items, features, classes);
            loop.run(
                    pool,
                    oracle,
                    Journal.inMemory(),
                    event -> {
                        if (event instanceof LoopEvent.Fitted fitted) {
                            accuracies.add(accuracy(fitted.model(), unseen, truth));
                        }
                    },
                    Cancellation.NEVER);
            return new Result(
                    accuracies.stream().mapToDouble(accuracy -> accuracy).toArray(), false);
        };
    }

    private static double accuracy(Model model, Matrix features, int[] truth) {
        double[] said = answers(model.probabilities(features)).values();
        return IntStream.range(0, truth.length)
                .mapToDouble(i -> said[i] == truth[i] ? 1.0 / truth.length : 0)
                .sum();
    }
}
