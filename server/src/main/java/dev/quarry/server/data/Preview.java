package dev.quarry.server.data;

import dev.quarry.server.data.Reading.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What data would become.
 *
 * @param kind of the project: {@code pictures}, {@code texts} or {@code rows}
 * @param formats what kinds of files there are
 * @param items how many items would be added
 * @param known how many are in the project already and would be left out
 * @param doubled how many have the name of another one here and would be left out
 * @param same how many have the very content of another one
 * @param skipped what would be left out since it cannot be read
 * @param columns what stands in tables, and what was found out about pictures
 * @param vectors features that come along
 * @param measures how long texts or how large pictures are; null where there is nothing to measure
 * @param examples a few of them
 * @param reading how it was read
 * @param problem why nothing can be imported; null where something can
 */
public record Preview(
        String kind,
        List<Format> formats,
        int items,
        int known,
        int doubled,
        int same,
        Left skipped,
        List<Column> columns,
        List<Vectors> vectors,
        @Nullable Measures measures,
        List<Example> examples,
        Reading reading,
        @Nullable String problem) {

    /** How many files there are of a kind. */
    public record Format(String format, int files, long bytes) {}

    /**
     * What is left out.
     *
     * @param count how many
     * @param first a few of them
     * @param list where all of them can be asked for; null where there are none
     */
    public record Left(
            int count, List<Line> first, @Nullable String list) {}

    /** One that is left out, and why. */
    public record Line(String where, String why) {}

    /**
     * A column.
     *
     * @param filled how many items have a value
     * @param distinct how many different values; −1 where they are too many to count
     * @param values the commonest ones; empty where they are too many to count
     * @param examples a few of them
     * @param least of its numbers; null where it is none of numbers
     * @param most of its numbers; null where it is none of numbers
     */
    public record Column(
            String name,
            Role role,
            int filled,
            int distinct,
            List<Value> values,
            List<String> examples,
            @Nullable Double least,
            @Nullable Double most) {}

    /** A value, and how many items have it. */
    public record Value(String value, int count) {}

    /**
     * Features that come along.
     *
     * @param columns how many numbers each
     * @param items how many items have them
     */
    public record Vectors(String name, int columns, int items) {}

    /**
     * A histogram.
     *
     * @param of what is measured: {@code characters} or {@code pixels} of the longest side
     */
    public record Measures(String of, List<Bin> bins) {}

    /** How many are at least {@code from} and less than {@code to}; null for no bound. */
    public record Bin(int from, @Nullable Integer to, int count) {}

    /**
     * One item as it would be.
     *
     * @param picture a small version of its picture, as the address of data; null for none
     */
    public record Example(
            String name, @Nullable String text, @Nullable String picture, Map<String, String> fields) {}
}
