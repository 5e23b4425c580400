package dev.quarry.cli;

import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** A CSV of columns about items: the first line names them, and one of them is {@code id}. */
final class AttributesFile {

    private AttributesFile() {}

    /**
     * What a file says about items; those that it leaves out have no values.
     *
     * @throws WrongCall if it names an item that is none of them, or one twice
     */
    static Attributes read(Path file, Items items) throws IOException {
        List<String> lines = IdFile.lines(file);
        List<String> head = lines.isEmpty() ? List.of() : IdFile.cells(lines.getFirst());
        int id = head.indexOf(Attributes.ID);
        if (id < 0) {
            throw new WrongCall("The file (%s) has no column (id) in its first line, so nobody knows whom it is about."
                    .formatted(file));
        }
        String[][] columns = new String[head.size()][items.size()];
        Arrays.stream(columns).forEach(column -> Arrays.fill(column, ""));
        BitSet seen = new BitSet(items.size());
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            List<String> cells = IdFile.cells(lines.get(i));
            if (cells.size() != head.size()) {
                throw new WrongCall("The file (%s) has (%d) cells in line (%d) but (%d) in the first."
                        .formatted(file, cells.size(), i + 1, head.size()));
            }
            int row = IdFile.row(items, cells.get(id), file);
            if (seen.get(row)) {
                throw new WrongCall("The file (%s) is about the item (%s) twice, again in line (%d)."
                        .formatted(file, cells.get(id), i + 1));
            }
            seen.set(row);
            for (int c = 0; c < columns.length; c++) {
                columns[c][row] = cells.get(c);
            }
        }
        return table(items, head, id, columns);
    }

    private static Attributes table(Items items, List<String> head, int id, String[][] columns) {
        Attributes attributes = Attributes.of(items);
        try {
            for (int c = 0; c < columns.length; c++) {
                attributes = c == id ? attributes : attributes.withTexts(head.get(c), Arrays.asList(columns[c]));
            }
        } catch (IllegalArgumentException e) {
            throw new WrongCall(e);
        }
        return attributes;
    }
}
