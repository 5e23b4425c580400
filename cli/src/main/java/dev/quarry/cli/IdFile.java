package dev.quarry.cli;

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
        if (file.toString().endsWith(".npy")) {
            return MatrixFile.integers(file);
        }
        List<String> ids = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String id = cells(line).getFirst();
                boolean header = ids.isEmpty() && id.equalsIgnoreCase("id");
                if (!id.isEmpty() && !header) {
                    ids.add(id);
                }
            }
        } catch (MalformedInputException e) {
            throw new IOException(
                    "The file (%s) is not text in UTF-8. Maybe it is of another kind.".formatted(file), e);
        }
        return ids;
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
