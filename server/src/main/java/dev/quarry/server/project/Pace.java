package dev.quarry.server.project;

/**
 * How much somebody labelled since some moment.
 *
 * @param items how many items got a label or a verdict, without what was taken back
 * @param millis how long they were at it; longer breaks do not count
 */
public record Pace(int items, long millis) {}
