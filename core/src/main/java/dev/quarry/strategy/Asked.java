package dev.quarry.strategy;

/**
 * An item that was asked for in an earlier round and labelled.
 *
 * @param round when, from 0 (the start) on
 * @param id which
 * @param label the class index that it got
 * @param reason what the pick said for itself, and its score
 */
public record Asked(int round, long id, int label, String reason) {}
