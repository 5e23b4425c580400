package dev.quarry.lab;

import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.lab.measure.Accuracy;
import dev.quarry.lab.result.Surface;
import dev.quarry.lab.result.Surface.Dot;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.loop.FittedSupply;
import dev.quarry.pool.Pool;
import dev.quarry.pool.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Watches a plane being labelled: asks the model and the strategy about a square mesh over the pool, in some of the
 * rounds. It only looks; the run is the same with and without it.
 */
final class PlaneWatcher {

    private static final int SIDE = 48;
    private static final int FRAMES = 12;
    private static final int DOTS = 400;
    private static final double MARGIN = 0.05;

    private final Cell cell;
    private final Settings settings;
    private final Task task;
    private final Pool pool;
    private final double[] low = new double[2];
    private final double[] size = new double[2];
    private final FloatMatrix mesh;
    private final Set<Integer> wantedLabels;
    private final List<Surface.Frame> frames = new ArrayList<>();

    /**
     * @param task features of shape [n, 2]
     * @param pool the pool of the run
     */
    PlaneWatcher(Cell cell, Settings settings, Task task, Pool pool) {
        this.cell = cell;
        this.settings = settings;
        this.task = task;
        this.pool = pool;
        for (int axis = 0; axis < 2; axis++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < pool.size(); row++) {
                least = Math.min(least, task.features().get(row, axis));
                most = Math.max(most, task.features().get(row, axis));
            }
            double room = most > least ? (most - least) * MARGIN : 1;
            low[axis] = least - room;
            size[axis] = most - least + 2 * room;
        }
        this.mesh = mesh();
        this.wantedLabels = wantedLabels();
    }

    /** The middles of the mesh, row by row from the top left. */
    private FloatMatrix mesh() {
        float[] points = new float[SIDE * SIDE * 2];
        for (int i = 0; i < SIDE * SIDE; i++) {
            points[2 * i] = (float) (low[0] + size[0] * (i % SIDE + 0.5) / SIDE);
            points[2 * i + 1] = (float) (low[1] + size[1] * (SIDE - i / SIDE - 0.5) / SIDE);
        }
        return FloatMatrix.wrap(points, SIDE * SIDE, 2);
    }

    /** Label counts spread evenly over the run, the first and the last among them. */
    private Set<Integer> wantedLabels() {
        int rounds = (settings.budget() - settings.start() + settings.batch() - 1) / settings.batch();
        int shown = Math.min(rounds, FRAMES - 1);
        Set<Integer> labels = new TreeSet<>();
        for (int i = 0; i <= shown; i++) {
            int round = (int) Math.round((double) i * rounds / shown);
            labels.add(Math.min(settings.budget(), settings.start() + round * settings.batch()));
        }
        return labels;
    }

    /** Takes a picture of a round, if this is one of the rounds to show. */
    void watch(int labelled, int round, Model model, long[] next) {
        if (!wantedLabels.contains(labelled)) {
            return;
        }
        Matrix probabilities = model.probabilities(mesh);
        byte[] classes = new byte[SIDE * SIDE];
        byte[] confidence = new byte[SIDE * SIDE];
        double[] row = new double[probabilities.cols()];
        double even = 1.0 / row.length;
        for (int i = 0; i < classes.length; i++) {
            probabilities.copyRow(i, row);
            int best = Accuracy.likeliest(row);
            classes[i] = (byte) best;
            confidence[i] = (byte) Math.round(255 * Math.clamp((row[best] - even) / (1 - even), 0, 1));
        }
        frames.add(new Surface.Frame(
                labelled,
                Base64.getEncoder().encodeToString(classes),
                Base64.getEncoder().encodeToString(confidence),
                wanted(round, model),
                dots(IntStream.of(pool.rows(Status.LABELLED))),
                dots(Arrays.stream(next).mapToInt(pool::row))));
    }

    /** What the strategy wants at each mesh point, from 0 to 255; null where it does not score places one by one. */
    private @Nullable String wanted(int round, Model model) {
        Pool places = new Pool(Items.range(mesh.rows()), mesh, pool.classes());
        Randomness random = Randomness.seed(cell.seed()).purpose("evidence").round(round);
        Items taught = pool.items().select(pool.rows(Status.LABELLED));
        FittedSupply supply = new FittedSupply(places, settings.learner(), model, taught, examples(), random);
        double[] values = Wanting.of(cell.contender().strategy(), supply);
        if (values == null) {
            return null;
        }
        double least = Arrays.stream(values).min().orElse(0);
        double most = Arrays.stream(values).max().orElse(0);
        byte[] scaled = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (byte) (most > least ? Math.round(255 * (values[i] - least) / (most - least)) : 0);
        }
        return Base64.getEncoder().encodeToString(scaled);
    }

    private TrainingSet examples() {
        int[] rows = pool.rows(Status.LABELLED);
        int[] labels = IntStream.of(rows).map(pool::label).toArray();
        return TrainingSet.of(
                pool.features().select(rows), labels, pool.classes().size());
    }

    private List<Dot> dots(IntStream rows) {
        return rows.mapToObj(row -> new Dot(place(row, 0), place(row, 1), task.label(row)))
                .toList();
    }

    private double place(int row, int axis) {
        return Math.rint(1e4 * (task.features().get(row, axis) - low[axis]) / size[axis]) / 1e4;
    }

    /** What was seen. */
    Surface surface() {
        return new Surface(SIDE, dots(IntStream.range(0, Math.min(DOTS, pool.size()))), frames);
    }
}
