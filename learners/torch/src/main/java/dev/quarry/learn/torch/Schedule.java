package dev.quarry.learn.torch;

/** How the learning rate goes over a training. Each is a factor of it, in [0, 1]. */
public enum Schedule {
    /** 1 throughout. */
    CONSTANT,
    /** From 1 to 0 along half a cosine. Loshchilov, Hutter. <i>SGDR.</i> ICLR 2017. */
    COSINE,
    /** 1, from the half on 0.1, from three quarters on 0.01. */
    STEP,
    /** Up from 0.04 to 1 in the first three tenths, then down to 0, both along half a cosine. Smith. 2018. */
    ONE_CYCLE,
    /**
     * A cosine for each snapshot, each beginning at 1 again, so that every snapshot is a model that has settled. Huang et
     * al. <i>Snapshot ensembles.</i> ICLR 2017.
     */
    CYCLIC_COSINE;

    private static final double RISE = 0.3;
    private static final double LOWEST = 0.04;

    /**
     * The factor at a moment.
     *
     * @param progress in [0, 1), the share of the steps that is behind
     * @param cycles how often the cyclic one begins again, at least 1
     */
    double factor(double progress, int cycles) {
        return switch (this) {
            case CONSTANT -> 1;
            case COSINE -> fall(progress);
            case STEP -> progress < 0.5 ? 1 : progress < 0.75 ? 0.1 : 0.01;
            case ONE_CYCLE ->
                progress < RISE ? 1 - (1 - LOWEST) * fall(progress / RISE) : fall((progress - RISE) / (1 - RISE));
            case CYCLIC_COSINE -> fall(progress * cycles - Math.floor(progress * cycles));
        };
    }

    private static double fall(double progress) {
        return 0.5 * (1 + StrictMath.cos(Math.PI * progress));
    }
}
