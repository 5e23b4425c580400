package dev.quarry.server.exchange;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads CSV by RFC 4180, cell for cell as it is, one record at a time. */
final class CsvReader {

    private static final int LONGEST_CELL = 1 << 20;
    private static final int MOST_CELLS = 10_000;

    private final Reader in;
    private int line = 1;
    private int next;

    CsvReader(Reader in) throws IOException {
        this.in = in;
        this.next = in.read();
        if (next == '\uFEFF') {
            next = in.read();
        }
    }

    /** The line in which the next record begins, from 1 on. */
    int line() {
        return line;
    }

    /**
     * The next record; blank lines are passed over.
     *
     * @throws IllegalArgumentException if a quote does not end, or cells are larger than any label is
     */
    Optional<List<String>> read() throws IOException {
        while (next == '\r' || next == '\n') {
            step();
        }
        if (next < 0) {
            return Optional.empty();
        }
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(cell());
            if (cells.size() > MOST_CELLS) {
                throw new IllegalArgumentException(
                        "The line (%d) has more than (%d) cells.".formatted(line, MOST_CELLS));
            }
            if (next != ',') {
                break;
            }
            step();
        }
        return Optional.of(cells);
    }

    private void step() throws IOException {
        line += next == '\n' ? 1 : 0;
        next = in.read();
    }

    private String cell() throws IOException {
        StringBuilder text = new StringBuilder();
        if (next == '"') {
            quoted(text);
        }
        while (next >= 0 && next != ',' && next != '\n' && next != '\r') {
            add(text);
        }
        return text.toString();
    }

    private void quoted(StringBuilder text) throws IOException {
        int began = line;
        step();
        while (true) {
            if (next < 0) {
                throw new IllegalArgumentException("The quote that begins in line (%d) does not end.".formatted(began));
            }
            if (next == '"') {
                step();
                if (next != '"') {
                    return;
                }
            }
            add(text);
        }
    }

    private void add(StringBuilder text) throws IOException {
        if (text.length() >= LONGEST_CELL) {
            throw new IllegalArgumentException(
                    "A cell in line (%d) has more than (%d) characters.".formatted(line, LONGEST_CELL));
        }
        text.append((char) next);
        step();
    }
}
