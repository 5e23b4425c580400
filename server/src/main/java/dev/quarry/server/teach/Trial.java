package dev.quarry.server.teach;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.loop.FittedSupply;
import dev.quarry.pool.Pool;
import dev.quarry.server.job.Progress;
import dev.quarry.strategy.Strategy;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Fits and chooses for a trial on a part of the data, and says from that about how long it takes on all of it. Nothing of
 * it is kept.
 */
final class Trial {

    private static final int FEWEST = 100;
    private static final int FITTED = 400;
    private static final int LOOKED_AT = 2_000;
    private static final long QUICK_NANOS = 500_000_000;

    private final Teaching teaching;
    private final Lesson lesson;
    private final Progress progress;
    private final Learner learner;
    private final Strategy strategy;

    /**
     * What it takes, about.
     *
     * @param fitMillis to fit on the labels that there are, or on a hundred where there are fewer
     * @param queryMillis to look at the whole pool and choose
     * @param labels on how many labels the fit was reckoned
     */
    record Estimate(int fitMillis, int queryMillis, int labels) {}

    Trial(Teaching teaching, Lesson lesson, Progress progress) {
        this.teaching = teaching;
        this.lesson = lesson;
        this.progress = progress;
        this.learner = teaching.fitted();
        this.strategy = teaching.warm();
    }

    Estimate run() {
        return Workers.using(Lesson.threads(), this::measure);
    }

    private Estimate measure() {
        int n = lesson.pool().rows();
        int wanted = Math.min(n, Math.max(FEWEST, lesson.rows().length));
        progress.at(0.1, "Fitting for a trial");
        int large = Math.min(wanted, FITTED);
        int small = Math.max(2 * classes(), large / 4);
        TrainingSet examples = examples(large);
        double larger = seconds(() -> learner.fit(examples, random()));
        double fit = larger;
        if (wanted > large && small < large) {
            TrainingSet fewer = examples(small);
            double smaller = seconds(() -> learner.fit(fewer, random()));
            double power = Math.log(larger / smaller) / Math.log((double) large / small);
            fit = larger * Math.pow((double) wanted / large, Math.clamp(power, 0.5, 2));
        }
        progress.at(0.5, "Choosing for a trial");
        double query = query(learner.fit(examples, random()), examples) * n / Math.min(n, LOOKED_AT);
        return new Estimate(millis(fit), millis(query), wanted);
    }

    private static int millis(double seconds) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.round(1_000 * seconds)));
    }

    private Randomness random() {
        return Randomness.seed(teaching.seed()).purpose("trial");
    }

    private int classes() {
        return Math.max(2, lesson.classes().size());
    }

    /** As many rows as wanted, with the labels that there are and, where there are none, with any: the work is the same. */
    private TrainingSet examples(int count) {
        int n = lesson.pool().rows();
        int known = Math.min(count, lesson.rows().length);
        boolean[] taken = new boolean[n];
        int[] rows = Arrays.copyOf(lesson.rows(), count);
        int[] labels = Arrays.copyOf(lesson.labels(), count);
        IntStream.range(0, known).forEach(i -> taken[rows[i]] = true);
        RandomGenerator generator = random().purpose("rows").generator();
        for (int i = known; i < count; i++) {
            int row = generator.nextInt(n);
            while (taken[row]) {
                row = (row + 1) % n;
            }
            taken[row] = true;
            rows[i] = row;
            labels[i] = i % classes();
        }
        return TrainingSet.of(lesson.pool().select(rows), labels, classes());
    }

    private double query(Model model, TrainingSet examples) {
        int n = lesson.pool().rows();
        int size = Math.min(n, LOOKED_AT);
        int[] rows =
                IntStream.range(0, size).map(i -> (int) ((long) i * n / size)).toArray();
        Matrix part = lesson.pool().select(rows);
        List<String> names = IntStream.range(0, classes())
                .mapToObj(i -> i < lesson.classes().size() ? lesson.classes().get(i) : "class %d".formatted(i))
                .toList();
        Pool pool = new Pool(Items.range(size), part, names);
        long[] labelled = IntStream.range(0, examples.size())
                .mapToLong(i -> (long) size + i)
                .toArray();
        return seconds(() -> strategy.select(
                new FittedSupply(pool, learner, model, Items.of(labelled), examples, random()),
                teaching.batch(),
                random()));
    }

    /** What is quick is done again, since the first time is the slowest. */
    private double seconds(Runnable work) {
        long took = nanos(work);
        for (int i = 0; i < 3 && took < QUICK_NANOS; i++) {
            progress.check();
            took = Math.min(took, nanos(work));
        }
        return Math.max(took, 1) / 1e9;
    }

    private static long nanos(Runnable work) {
        long before = System.nanoTime();
        work.run();
        return System.nanoTime() - before;
    }
}
