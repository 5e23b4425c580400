package dev.quarry.journal;

import dev.quarry.pool.Verdict;
import java.time.Instant;

/**
 * One label event.
 *
 * @param round the round in which the item was asked for, from 0 (the start) on
 * @param item the id of the item
 * @param verdict what was said
 * @param by who said it
 * @param at when
 * @param reason the acquisition that asked, with the score of the item, or why it was judged otherwise
 */
public record Entry(int round, long item, Verdict verdict, String by, Instant at, String reason) {}
