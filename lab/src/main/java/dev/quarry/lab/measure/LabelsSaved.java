package dev.quarry.lab.measure;

/**
 * Labels saved against random at equal accuracy: the mean curve of the strategy needs {@code needed} labels for the
 * accuracy that the mean curve of random has at the end of the budget, so {@code budget − needed} are saved.
 *
 * @param target the accuracy of random at the end
 * @param budget the labels that random spent, the start included
 * @param needed when the strategy first has the target accuracy, on straight lines between its points; NaN if never
 */
public record LabelsSaved(double target, int budget, double needed) {

    /** By the mean curves of the strategy and of random over the same seeds. */
    public static LabelsSaved of(MeanCurve strategy, MeanCurve random) {
        double target = random.finalAccuracy();
        return new LabelsSaved(target, random.finalLabels(), strategy.labelsToReach(target));
    }

    /** Whether the strategy ever has the accuracy of random. */
    public boolean reached() {
        return !Double.isNaN(needed);
    }

    /** The labels saved, at least 0; NaN if not reached. */
    public double saved() {
        return budget - needed;
    }

    /** The labels saved as a share of the budget, in [0, 1]; NaN if not reached. */
    public double share() {
        return saved() / budget;
    }
}
