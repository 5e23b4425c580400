package dev.quarry.server.exchange;

import dev.quarry.server.event.Provenance;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to take out.
 *
 * @param format in which form
 * @param provenances labels of which origin
 * @param confident take the model's word for items without such a label where it is at least so sure, in [0, 1]; null for
 *     not at all
 * @param rows only these items; null for all
 * @param query where the rows come from, for people; null or empty where they were named one by one or are all
 * @param testShare the share of the items that is set aside as test, in [0, 1)
 * @param spreadsheet whether CSV is for spreadsheets, which run cells that begin like a formula
 * @param files whether a whole project takes the files along that its items have in folders of the server; null for no
 */
public record ExportPlan(
        Format format,
        Set<Provenance> provenances,
        @Nullable Double confident,
        @Nullable List<Integer> rows,
        @Nullable String query,
        double testShare,
        boolean spreadsheet,
        @Nullable Boolean files) {

    /** States the rules. */
    public ExportPlan {
        provenances = Set.copyOf(provenances);
        rows = rows == null ? null : List.copyOf(rows);
        if (confident != null && !(confident >= 0 && confident <= 1)) {
            throw new IllegalArgumentException("The confidence (%s) must be between 0 and 1.".formatted(confident));
        }
        if (!(testShare >= 0 && testShare < 1)) {
            throw new IllegalArgumentException(
                    "The share of test (%s) must be at least 0 and below 1.".formatted(testShare));
        }
    }

    /** The same for these items only. */
    public ExportPlan withRows(List<Integer> only) {
        return new ExportPlan(format, provenances, confident, only, query, testShare, spreadsheet, files);
    }

    boolean withFiles() {
        return files != null && files;
    }

    /** In which form something is taken out. */
    public enum Format {
        /** One line an item. */
        CSV,
        /** One JSON object an item. */
        JSONL,
        /** A folder for each class, with the files of its items. */
        FOLDERS,
        /** What the model says of every item, with the probability of each class. */
        PREDICTIONS,
        /** The model in charge. */
        MODEL,
        /** Everything that happened, in the neutral record. */
        EVENTS,
        /** Everything, to go on elsewhere. */
        ARCHIVE;

        /** Whether it is more than results, and so for owners. */
        public boolean isEverything() {
            return this == MODEL || this == EVENTS || this == ARCHIVE;
        }
    }

    /** What is taken, for people. */
    String words() {
        StringBuilder words = new StringBuilder(String.join(
                " + ",
                provenances.stream()
                        .sorted()
                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                        .toList()));
        if (confident != null) {
            words.append(" + model from %s".formatted(confident));
        }
        if (query != null && !query.isBlank()) {
            words.append(", items found by (%s)".formatted(query));
        } else if (rows != null) {
            words.append(", %d chosen items".formatted(rows.size()));
        }
        return format.isEverything() ? "everything" : words.toString();
    }
}
