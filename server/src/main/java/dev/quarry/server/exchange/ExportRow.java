package dev.quarry.server.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An item with what it is taken to be.
 *
 * @param id its id for life, as text since it may be beyond what a spreadsheet counts
 * @param name what people call it
 * @param label the name of its class
 * @param provenance where the label comes from; {@code predicted} where nobody said
 *     anything and the model was sure enough
 * @param by who said it; empty for the model
 * @param at when, in UTC; empty for the model
 * @param confidence how sure the model is of this very class, in [0, 1]; NaN where it says nothing
 * @param split {@code train} or {@code test}
 */
public record ExportRow(
        String id,
        String name,
        String label,
        String provenance,
        String by,
        String at,
        double confidence,
        String split) {

    /** The names of the columns. */
    static final List<String> COLUMNS = List.of("id", "name", "label", "provenance", "by", "at", "confidence", "split");

    /** In a file for spreadsheets: which columns of the line got an apostrophe, so that they can be read back. */
    static final String MARK = "escaped";

    /** The cells, in the order of the columns. */
    public List<String> cells() {
        return List.of(id, name, label, provenance, by, at, Double.isNaN(confidence) ? "" : "" + confidence, split);
    }

    String csv(CsvLine style) {
        List<String> cells = new ArrayList<>(cells());
        if (style == CsvLine.ESCAPED) {
            List<String> escaped = new ArrayList<>();
            for (int i = 0; i < COLUMNS.size(); i++) {
                if (CsvLine.isFormula(cells.get(i))) {
                    escaped.add(COLUMNS.get(i));
                }
            }
            cells.add(String.join(" ", escaped));
        }
        return style.of(cells);
    }

    static String header(CsvLine style) {
        List<String> names = new ArrayList<>(COLUMNS);
        if (style == CsvLine.ESCAPED) {
            names.add(MARK);
        }
        return style.of(names);
    }

    Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        List<String> cells = cells();
        for (int i = 0; i < COLUMNS.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                all.put(COLUMNS.get(i), COLUMNS.get(i).equals("confidence") ? (Object) confidence : cells.get(i));
            }
        }
        return all;
    }
}
