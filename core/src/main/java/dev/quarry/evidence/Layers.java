package dev.quarry.evidence;

/** By which parameters of a model a gradient is taken. */
public enum Layers {
    /** The weights and biases of the last layer. */
    LAST,
    /** All parameters. */
    ALL
}
