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
                String id = unquoted(line.split(",", 2)[0].strip());
                boolean header = ids.isEmpty() && id.equalsIgnoreCase("id");
                if (!id.isEmpty() && !header) {
                    ids.add(id);
                }
            }
        } catch (MalformedInputException e) {
            throw new IOException("The file (%s) is not text in UTF-8. Maybe it is of another kind.".formatted(file), e);
        }
        return ids;
    }

    /** A cell of a CSV, in quotes where it needs them. */
    static String quoted(String cell) {
        return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }

    private static String unquoted(String cell) {
        boolean quoted = cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"");
        return quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
    }
}
