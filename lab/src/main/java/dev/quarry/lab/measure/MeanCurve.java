package dev.quarry.lab.measure;

import dev.quarry.lab.result.Point;
import dev.quarry.lab.statistics.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The mean of the accuracies of several runs at each number of labels that all of them have.
 *
 * @param points labels ascending
 */
public record MeanCurve(List<Node> points) {

    /** The confidence of the band. */
    public static final double CONFIDENCE = 0.95;

    /**
     * The runs at one number of labels.
     *
     * @param accuracy mean and spread over the runs
     */
    public record Node(int labels, Sample accuracy) {

        /** Half the height of the band: the 95 % confidence interval of this mean by Student's t; NaN below two runs. */
        public double halfBand() {
            return accuracy.halfWidth(CONFIDENCE);
        }
    }

    /** Copies the list. */
    public MeanCurve {
        points = List.copyOf(points);
    }

    /** Of some learning curves. */
    public static MeanCurve of(List<List<Point>> curves) {
        SortedMap<Integer, List<Double>> byLabels = new TreeMap<>();
        for (List<Point> curve : curves) {
            for (Point point : curve) {
                byLabels.computeIfAbsent(point.labels(), labels -> new ArrayList<>())
                        .add(point.accuracy());
            }
        }
        return new MeanCurve(byLabels.entrySet().stream()
                .filter(entry -> entry.getValue().size() == curves.size())
                .map(entry -> new Node(entry.getKey(), Sample.of(entry.getValue())))
                .toList());
    }

    /** The mean accuracy at the end; NaN without points. */
    public double finalAccuracy() {
        return points.isEmpty() ? Double.NaN : points.getLast().accuracy().mean();
    }

    /** The labels at the end; 0 without points. */
    public int finalLabels() {
        return points.isEmpty() ? 0 : points.getLast().labels();
    }

    /**
     * How many labels it takes until the curve first reaches an accuracy, on straight lines between its points.
     *
     * @return the labels of the first point if that is there already; NaN if the curve never gets there
     */
    public double labelsToReach(double accuracy) {
        for (int i = 0; i < points.size(); i++) {
            double here = points.get(i).accuracy().mean();
            if (here >= accuracy) {
                if (i == 0) {
                    return points.get(0).labels();
                }
                Node left = points.get(i - 1);
                double before = left.accuracy().mean();
                int width = points.get(i).labels() - left.labels();
                return left.labels() + width * (accuracy - before) / (here - before);
            }
        }
        return Double.NaN;
    }
}
