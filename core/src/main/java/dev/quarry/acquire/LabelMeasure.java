package dev.quarry.acquire;

/** What the probability p of one label of a candidate says. */
public enum LabelMeasure {
    /** How uncertain the label is: {@code −p·ln p − (1 − p)·ln(1 − p)}, in [0, ln 2]. */
    ENTROPY,

    /** How near to even the label is: {@code 1 − |2p − 1|}, in [0, 1]. */
    MARGIN,

    /** How probable the label is: p. */
    PRESENCE,

    /** How improbable the label is: 1 − p. */
    ABSENCE,

    /** How probable a predicted label is, less where it is not predicted: {@code ½·p} for p above ½, {@code −½·p} else. */
    SIGNED;

    double of(double p) {
        return switch (this) {
            case ENTROPY -> term(p) + term(1 - p);
            case MARGIN -> 1 - Math.abs(2 * p - 1);
            case PRESENCE -> p;
            case ABSENCE -> 1 - p;
            case SIGNED -> p > 0.5 ? p / 2 : -p / 2;
        };
    }

    private static double term(double p) {
        return p == 0 ? 0 : -p * StrictMath.log(p);
    }
}
