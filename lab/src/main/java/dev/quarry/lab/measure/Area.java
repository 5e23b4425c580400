package dev.quarry.lab.measure;

import dev.quarry.lab.result.Point;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The normalised area under a learning curve: the mean accuracy over the labels from its first point to its last. */
public final class Area {

    private Area() {}

    /** Of accuracy, in [0, 1]. */
    public static double accuracy(List<Point> curve) {
        return of(curve, Point::accuracy);
    }

    /** Of balanced accuracy, in [0, 1]. */
    public static double balancedAccuracy(List<Point> curve) {
        return of(curve, Point::balancedAccuracy);
    }

    /** The trapezoids between the points, divided by the span of labels; the height of a curve of one point. */
    private static double of(List<Point> curve, ToDoubleFunction<Point> height) {
        double area = 0;
        for (int i = 1; i < curve.size(); i++) {
            Point left = curve.get(i - 1);
            Point right = curve.get(i);
            double width = (double) right.labels() - left.labels();
            area += width * (height.applyAsDouble(left) + height.applyAsDouble(right)) / 2;
        }
        int span = curve.getLast().labels() - curve.getFirst().labels();
        return span == 0 ? height.applyAsDouble(curve.getFirst()) : area / span;
    }
}
