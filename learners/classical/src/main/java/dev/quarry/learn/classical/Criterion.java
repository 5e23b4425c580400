package dev.quarry.learn.classical;

/** How mixed the classes of a node are; a split should leave as little as possible. */
public enum Criterion {
    /** The chance that two random rows differ in class: {@code 1 − Σ p²}. */
    GINI,
    /** The entropy of the classes: {@code −Σ p log p}. */
    ENTROPY,
    /** The log-loss of the shares themselves, which is the entropy by the name that scikit-learn gives it too. */
    LOG_LOSS
}
