package dev.quarry.learn.classical;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quarry.acquire.Selection;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Bootstrap;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.SamplingModel;
import dev.quarry.learn.TrainingSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The recorded learning curves of a data set, and the plain loop that replays them. */
final class Curves {

    static final int SPLITS = 10;

    private final JsonNode recorded;
    private final double[][] raw;
    private final int[] labels;
    private final int classes;
    private final int batch;
    private final boolean digits;

    private Curves(JsonNode recorded, List<double[]> rows, boolean digits) {
        this.recorded = recorded;
        this.raw = rows.stream().map(row -> Arrays.copyOf(row, row.length - 1)).toArray(double[][]::new);
        this.labels = rows.stream().mapToInt(row -> (int) row[row.length - 1]).toArray();
        this.classes = Arrays.stream(labels).max().orElseThrow() + 1;
        this.digits = digits;
        this.batch = digits ? 10 : 3;
    }

    /** Reads {@code digits} or {@code wine}; skips the test where the folder is absent. */
    static Curves read(String name) {
        Path folder = Path.of(System.getProperty("quarry.golden", "absent"), "curves");
        assumeTrue(Files.isDirectory(folder), "Skipped: there are no golden curves at " + folder);
        try {
            JsonNode recorded = JsonMapper.shared().readTree(Files.readString(folder.resolve(name + ".json")));
            List<double[]> rows = new ArrayList<>();
            for (String line : Files.readAllLines(folder.resolve(name + ".csv"))) {
                rows.add(Arrays.stream(line.split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
            }
            return new Curves(recorded, rows, name.equals("digits"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The accuracies that were recorded, one per round. */
    double[] recorded(String model, String strategy, int split) {
        JsonNode curve =
                recorded.get("curves").get(model).get(strategy).get("accuracy").get(split);
        return curve.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    /** The area under each recorded curve. */
    double[] recordedAreas(String model, String strategy) {
        return IntStream.range(0, SPLITS)
                .mapToDouble(split -> area(recorded(model, strategy, split)))
                .toArray();
    }

    /** The area under a curve by the trapezoidal rule, in [0, 1]. */
    static double area(double[] accuracy) {
        double sum = 0;
        for (int i = 1; i < accuracy.length; i++) {
            sum += (accuracy[i - 1] + accuracy[i]) / 2;
        }
        return sum / (accuracy.length - 1);
    }

    /** What one round knows: a fitted model, what it was fitted on, and the unlabelled rest. */
    record Round(Learner learner, Model model, TrainingSet examples, Items candidates, DoubleMatrix pool) {

        /** One pass of the model. */
        LatentPredictions prediction() {
            return LatentPredictions.of(
                    candidates, model.probabilities(pool), model.embeddings(pool), examples.features());
        }

        /** A committee of models, each fitted on a bootstrap of the labels. */
        SampledProbabilities committee(int members, Randomness random) {
            SamplingModel committee = new Bootstrap(members, learner).fit(examples, random);
            return SampledProbabilities.of(candidates, committee.samples(pool, members, random), members, true);
        }
    }

    /** How a round chooses. */
    @FunctionalInterface
    interface Choice {
        Selection select(Round round, int batch, Randomness random);
    }

    /** The areas under the replayed curves of the first splits. */
    double[] areas(Learner learner, Choice choice, int splits) {
        return IntStream.range(0, splits)
                .mapToDouble(split -> area(replay(learner, choice, split)))
                .toArray();
    }

    /** Fits, measures, chooses and labels, as many rounds as were recorded; ties go to the lowest row. */
    double[] replay(Learner learner, Choice choice, int split) {
        Set<Integer> test =
                new HashSet<>(Arrays.stream(ints(split, "test")).boxed().toList());
        DoubleMatrix features = standardised(test);
        Set<Integer> labelled = new LinkedHashSet<>(
                Arrays.stream(ints(split, "initial")).boxed().toList());
        double[] accuracy = new double[recorded("lr", "random", split).length];
        for (int round = 0; round < accuracy.length; round++) {
            Randomness random = Randomness.seed(split).round(round).withLowestIdTies();
            int[] known = labelled.stream().mapToInt(i -> i).toArray();
            TrainingSet examples = TrainingSet.of(
                    features.select(known),
                    Arrays.stream(known).map(i -> labels[i]).toArray(),
                    classes);
            Model model = learner.fit(examples, random.purpose("fit"));
            accuracy[round] = accuracy(model, features, test);
            int[] rest = IntStream.range(0, labels.length)
                    .filter(i -> !test.contains(i) && !labelled.contains(i))
                    .toArray();
            Items candidates = Items.of(Arrays.stream(rest).asLongStream().toArray());
            Round now = new Round(learner, model, examples, candidates, features.select(rest));
            for (long id : choice.select(now, batch, random.purpose("select")).ids()) {
                labelled.add((int) id);
            }
        }
        return accuracy;
    }

    private double accuracy(Model model, DoubleMatrix features, Set<Integer> test) {
        int[] rows = test.stream().mapToInt(i -> i).sorted().toArray();
        Matrix p = model.probabilities(features.select(rows));
        int right = 0;
        for (int i = 0; i < rows.length; i++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = p.get(i, c) > p.get(i, best) ? c : best;
            }
            right += best == labels[rows[i]] ? 1 : 0;
        }
        return (double) right / rows.length;
    }

    private DoubleMatrix standardised(Set<Integer> test) {
        int d = raw[0].length;
        double[] mean = new double[d];
        double[] scale = new double[d];
        Arrays.fill(scale, 16);
        int[] rest =
                IntStream.range(0, labels.length).filter(i -> !test.contains(i)).toArray();
        for (int j = 0; j < d && !digits; j++) {
            int column = j;
            mean[j] = Arrays.stream(rest).mapToDouble(i -> raw[i][column]).sum() / rest.length;
            double squares = Arrays.stream(rest)
                    .mapToDouble(i -> (raw[i][column] - mean[column]) * (raw[i][column] - mean[column]))
                    .sum();
            scale[j] = Math.sqrt(squares / rest.length);
        }
        double[] values = new double[labels.length * d];
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < d; j++) {
                values[i * d + j] = (raw[i][j] - mean[j]) / scale[j];
            }
        }
        return DoubleMatrix.wrap(values, labels.length, d);
    }

    private int[] ints(int split, String what) {
        JsonNode list = recorded.get("splits").get(Integer.toString(split)).get(what);
        return list.valueStream().mapToInt(JsonNode::intValue).toArray();
    }
}
