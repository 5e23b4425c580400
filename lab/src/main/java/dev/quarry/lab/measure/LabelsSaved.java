package dev.quarry.lab.measure;

/**
 * Labels saved against random at equal accuracy: the accuracy is that of random's mean curve at the end of the budget;
 * both curves are asked when they first have it, so a random curve that is flat at its end flatters nobody.
 *
 * @param target the accuracy of random at the end
 * @param random when random first has it, on straight lines between its points
 * @param needed when the strategy first has it, likewise; NaN if never
 */
public record LabelsSaved(double target, double random, double needed) {

    /** By the mean curves of the strategy and of random over the same seeds. */
    public static LabelsSaved of(MeanCurve strategy, MeanCurve random) {
        double target = random.finalAccuracy();
        return new LabelsSaved(target, random.labelsToReach(target), strategy.labelsToReach(target));
    }

    /** Whether the strategy ever has the accuracy of random. */
    public boolean reached() {
        return !Double.isNaN(needed);
    }

    /** The labels saved, negative if the strategy needs more than random; NaN if not reached. */
    public double saved() {
        return random - needed;
    }

    /** The labels saved as a share of those that random needs, at most 1; NaN if not reached. */
    public double share() {
        return saved() / random;
    }
}
