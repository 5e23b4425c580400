package dev.quarry.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table for people: columns as wide as their widest cell, two blanks between. Where lines would be longer than a
 * terminal, the widest columns become narrower and their cells go over several lines.
 */
final class TextTable {

    private static final int BETWEEN = 2;
    private static final int NARROWEST = 16;

    private final List<String[]> rows = new ArrayList<>();
    private final BitSet right = new BitSet();
    private final int width;

    /** A table of any width. */
    TextTable() {
        this(Integer.MAX_VALUE);
    }

    /** A table for lines of so many letters. */
    TextTable(int width) {
        this.width = width;
    }

    void row(String... cells) {
        rows.add(cells);
    }

    /** Aligns columns at their right, as numbers are read. */
    TextTable right(int... columns) {
        IntStream.of(columns).forEach(right::set);
        return this;
    }

    @Override
    public String toString() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            List<List<String>> cells = IntStream.range(0, row.length)
                    .mapToObj(c -> lines(row[c], widths[c]))
                    .toList();
            int height = cells.stream().mapToInt(List::size).max().orElse(1);
            for (int i = 0; i < height; i++) {
                text.append(line(cells, widths, i)).append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private String line(List<List<String>> cells, int[] widths, int at) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            String part = at < cells.get(c).size() ? cells.get(c).get(at) : "";
            int blanks = Math.max(0, widths[c] - part.length());
            line.repeat(' ', right.get(c) ? blanks : 0).append(part).repeat(' ', (right.get(c) ? 0 : blanks) + BETWEEN);
        }
        return line.toString().stripTrailing();
    }

    /** The natural widths, the widest made narrower one by one until a line fits. */
    private int[] widths() {
        int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                widths[c] = Math.max(widths[c], row[c].length());
            }
        }
        long excess = Arrays.stream(widths).asLongStream().sum() + (long) BETWEEN * (columns - 1) - width;
        for (; excess > 0; excess--) {
            int widest = IntStream.range(0, columns).reduce(0, (a, b) -> widths[b] >= widths[a] ? b : a);
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    /** A text broken at blanks so that its lines have at most so many letters, unless a word has more. */
    static List<String> lines(String text, int width) {
        if (text.length() <= width) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
