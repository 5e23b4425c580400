package dev.quarry.lab.report;

import dev.quarry.lab.measure.Comparison;
import dev.quarry.lab.measure.Paired;
import dev.quarry.lab.measure.Standing;
import dev.quarry.lab.result.Results;
import java.util.ArrayList;
import java.util.List;

/** The results as a table of plain text for a terminal, and below it what they say. */
public final class TerminalTable {

    private static final String GAP = "   ";

    private TerminalTable() {}

    /** Lines that each end with a line feed; the columns are aligned. */
    public static String of(Results results) {
        Comparison comparison = Comparison.of(results);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("strategy", "area", "final accuracy", "labels saved", "p", "Holm p", "select a batch"));
        for (Standing standing : comparison.standings()) {
            rows.add(row(standing));
        }
        StringBuilder text = new StringBuilder();
        if (rows.size() > 1) {
            int[] widths = widths(rows);
            for (List<String> row : rows) {
                line(text, row, widths);
            }
            text.append('\n');
        }
        Conclusion conclusion = Conclusion.of(results, comparison);
        text.append(conclusion.headline()).append('\n');
        conclusion.details().forEach(detail -> text.append(detail).append('\n'));
        return text.toString();
    }

    private static List<String> row(Standing standing) {
        Paired paired = standing.againstRandom();
        return List.of(
                standing.strategy(),
                Numbers.spread(standing.area()),
                Numbers.spread(standing.finalAccuracy()),
                paired == null ? Numbers.NONE : Numbers.saved(paired.saved()),
                paired == null ? Numbers.NONE : Numbers.p(paired.test().p()),
                paired == null ? Numbers.NONE : Numbers.p(paired.holm()),
                Numbers.seconds(standing.selectSeconds().mean()));
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], width(row.get(c)));
            }
        }
        return widths;
    }

    /** Names to the left, numbers to the right. */
    private static void line(StringBuilder text, List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String blanks = " ".repeat(widths[c] - width(row.get(c)));
            line.append(c == 0 ? row.get(c) + blanks : GAP + blanks + row.get(c));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
