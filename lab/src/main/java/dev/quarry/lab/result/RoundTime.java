package dev.quarry.lab.result;

/**
 * How long a round took. Measured, so never the same twice: it stays out of everything that must be.
 *
 * @param labels how many labels there were before the choice
 * @param fitSeconds to fit the model; 0 where there was none
 * @param selectSeconds to gather evidence and choose
 */
public record RoundTime(int labels, double fitSeconds, double selectSeconds) {}
