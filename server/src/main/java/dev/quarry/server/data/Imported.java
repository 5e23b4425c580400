package dev.quarry.server.data;

import java.util.List;

/**
 * What came of an import.
 *
 * @param imported how many items were added
 * @param known how many were in the project already
 * @param doubled how many had the name of another one
 * @param same how many had the very content of another one; they were left out only where that was wanted
 * @param skipped what was left out since it could not be read
 * @param vectors the features that came along
 * @param sentence all of it for people
 */
public record Imported(
        int imported,
        int known,
        int doubled,
        int same,
        Preview.Left skipped,
        List<Preview.Vectors> vectors,
        String sentence) {}
