package dev.quarry.dataset;

import java.util.Optional;

/**
 * One file of a dataset.
 *
 * @param name its path below the folder of the dataset, with {@code /}
 * @param bytes its length
 * @param sha256 its SHA-256 in hexadecimal, lower case
 * @param url where these very bytes can be had, if anywhere
 */
public record DataFile(String name, long bytes, String sha256, Optional<String> url) {}
