package dev.quarry.server.exchange;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of CSV by RFC 4180. */
public enum CsvLine {
    /** For programs: every cell as it is. */
    EXACT,
    /**
     * For spreadsheets, which run what begins like a formula: such a cell gets an apostrophe in front. Numbers stay as they
     * are.
     */
    ESCAPED;

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?");

    /** A line, with its line feed. */
    public String of(List<String> cells) {
        return cells.stream().map(this::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private String cell(String text) {
        String safe = this == ESCAPED && isFormula(text) ? "'" + text : text;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && safe.equals(safe.strip());
        return plain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /** Whether a spreadsheet would run a cell. */
    public static boolean isFormula(String text) {
        return !text.isEmpty()
                && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
    }
}
