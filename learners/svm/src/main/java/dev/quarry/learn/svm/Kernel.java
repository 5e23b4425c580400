package dev.quarry.learn.svm;

/** Which similarity of two rows a machine works with. */
public enum Kernel {
    /** {@code exp(−γ ‖x − y‖²)}. */
    RBF,
    /** {@code x · y}. */
    LINEAR,
    /** {@code (γ x · y + coef0)^degree}. */
    POLYNOMIAL,
    /** {@code tanh(γ x · y + coef0)}. */
    SIGMOID
}
