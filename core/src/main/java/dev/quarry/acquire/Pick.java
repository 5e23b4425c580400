package dev.quarry.acquire;

/**
 * One chosen item.
 *
 * @param id the item
 * @param score its score or its gain when it was chosen; higher was better. Only comparable within one reason
 * @param reason the acquisition that chose it, for people and for the journal
 */
public record Pick(long id, double score, String reason) {}
