package dev.quarry.lab;

import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Configuration;
import dev.quarry.lab.result.Point;
import dev.quarry.lab.result.Results;
import dev.quarry.lab.result.RoundTime;
import dev.quarry.lab.result.Surface;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up results that look like real ones. */
public final class Fixtures {

    private Fixtures() {}

    public static Configuration configuration(List<String> strategies, List<String> classes, int seeds) {
        return new Configuration(
                "digits-8x8",
                "0".repeat(64),
                1797,
                64,
                classes,
                classes.stream().map(name -> 100 + name.length()).toList(),
                new Configuration.Chosen("logistic-regression", "logistic-regression{c: 1}"),
                strategies.stream()
                        .map(name -> new Configuration.Chosen(name, name))
                        .toList(),
                20,
                10,
                300,
                seeds,
                0,
                "30 % of each class, drawn by the seed",
                "each feature to mean 0 and deviation 1, by the rows that are not test rows",
                "0.1.0");
    }

    /** Curves that rise to their own height at their own speed, with noise that is the same for a seed. */
    public static Results results(List<String> strategies, List<String> classes, int seeds) {
        List<CellResult> cells = new ArrayList<>();
        for (int s = 0; s < strategies.size(); s++) {
            for (int seed = 0; seed < seeds; seed++) {
                cells.add(cell(strategies.get(s), seed, s, classes.size()));
            }
        }
        return new Results(configuration(strategies, classes, seeds), "25 (Example)", cells);
    }

    public static CellResult cell(String strategy, long seed, int rank, int classes) {
        SplittableRandom random = new SplittableRandom(seed * 31 + rank);
        double[] speeds = {110, 75, 90, 180, 105, 95, 85, 130, 120};
        List<Point> curve = new ArrayList<>();
        List<RoundTime> times = new ArrayList<>();
        for (int labels = 20; labels <= 300; labels += 10) {
            double height = 0.95 - 0.55 * Math.exp(-labels / speeds[rank % speeds.length]);
            double accuracy = Math.min(1, height + 0.012 * random.nextGaussian());
            curve.add(new Point(labels, accuracy, accuracy - 0.01));
            times.add(new RoundTime(labels, 0.01, 0.0004 * (rank + 1) * (rank + 1)));
        }
        List<Integer> picked = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            picked.add(random.nextInt(20, 20 + 10 * (rank + 1)));
        }
        return new CellResult(strategy, seed, curve, picked, times, null);
    }

    /** A plane of two classes whose border turns from round to round. */
    public static Surface surface(boolean scored) {
        int side = 48;
        SplittableRandom random = new SplittableRandom(3);
        List<Surface.Dot> pool = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            double x = random.nextDouble();
            double y = random.nextDouble();
            pool.add(new Surface.Dot(x, y, x > y ? 1 : 0));
        }
        List<Surface.Frame> frames = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            byte[] classes = new byte[side * side];
            byte[] confidence = new byte[side * side];
            byte[] wanted = new byte[side * side];
            for (int i = 0; i < side * side; i++) {
                double x = (i % side + 0.5) / side;
                int row = i / side;
                double y = 1 - (row + 0.5) / side;
                double gap = x - y * (0.5 + round / 10.0);
                classes[i] = (byte) (gap > 0 ? 1 : 0);
                confidence[i] = (byte) Math.min(255, 128 + 300 * Math.abs(gap));
                wanted[i] = (byte) Math.max(0, 255 - 500 * Math.abs(gap));
            }
            frames.add(new Surface.Frame(
                    20 + 10 * round,
                    Base64.getEncoder().encodeToString(classes),
                    Base64.getEncoder().encodeToString(confidence),
                    scored ? Base64.getEncoder().encodeToString(wanted) : null,
                    pool.subList(0, 20 + 10 * round),
                    round == 5 ? List.of() : pool.subList(20 + 10 * round, 30 + 10 * round)));
        }
        return new Surface(side, pool, frames);
    }
}
