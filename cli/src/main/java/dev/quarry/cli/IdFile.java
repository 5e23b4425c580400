package dev.quarry.cli;

import dev.quarry.item.Items;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ids, one a line: the first column of a CSV, with or without the header {@code id}; or a vector in a .npy file. */
final class IdFile {

    private IdFile() {}

    static List<String> read(Path file) throws IOException {
        return column(file, "id");
    }

    /** The first column, with or without its header. */
    static List<String> column(Path file, String called) throws IOException {
        if (file.toString().endsWith(".npy")) {
            return MatrixFile.integers(file);
        }
        List<String> ids = new ArrayList<>();
        boolean first = true;
        for (String line : lines(file)) {
            String id = cells(line).getFirst();
            boolean header = first && id.equalsIgnoreCase(called);
            first = false;
            if (!id.isEmpty() && !header) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** The lines of a file of text. */
    static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new IOException(
                    "The file (%s) is not text in UTF-8. Maybe it is of another kind.".formatted(file), e);
        }
    }

    /**
     * The row of an item.
     *
     * @throws WrongCall if the file names an item that is none of them
     */
    static int row(Items items, String name, Path file) {
        long id = Items.id(name);
        if (!items.has(id)) {
            throw new WrongCall("The id (%s) in (%s) is not among the (%d) items.".formatted(name, file, items.size()));
        }
        return items.row(id);
    }

    /** Writes ids so that {@link #read} reads them. */
    static void write(Path file, Items items) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id\n");
            for (int row = 0; row < items.size(); row++) {
                out.write(line(items.name(row)));
            }
        }
    }

    private static String line(String name) {
        if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
            throw new IllegalArgumentException(
                    "The name of the item (%s) has a line break inside, which a list of ids cannot hold. Maybe another column is the key."
                            .formatted(name));
        }
        return quoted(name) + "\n";
    }

    /** A cell of a CSV, in quotes where it needs them. */
    static String quoted(String cell) {
        return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }

    /** The cells of a line of CSV; a cell in quotes may hold commas and doubled quotes. */
    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
