package dev.quarry.dataset.read;

import dev.quarry.dataset.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into records and cells, one record at a time, into buffers that are used again. Follows RFC 4180 (quoted
 * cells may hold delimiters, doubled quotes and line breaks) and forgives blanks around cells, blank lines, and any kind
 * of line break.
 */
final class RecordReader {

    /**
     * How a text is written.
     *
     * @param delimiter between cells
     * @param quotes the characters that may enclose a cell; empty for none
     * @param escapes whether a backslash inside quotes takes the next character literally
     * @param comment first character of lines to skip, or {@link Signs#NONE}
     */
    record Dialect(char delimiter, String quotes, boolean escapes, char comment) {}

    private static final int END = -1;

    private final String file;
    private final Reader in;
    private final Dialect dialect;
    private final int longest;
    private final char[] buffer = new char[1 << 15];
    private int at;
    private int filled;
    private long line = 1;

    private long recordLine;
    private char[] text = new char[256];
    private int length;
    private int[] ends = new int[32];
    private int cells;

    /** Reads the characters of {@code in}; {@code file} is for messages. */
    RecordReader(String file, InputStream in, Charset charset, Dialect dialect) {
        this(file, in, charset, dialect, Integer.MAX_VALUE);
    }

    /** The same, refusing records of more characters than {@code longest}. */
    RecordReader(String file, InputStream in, Charset charset, Dialect dialect, int longest) {
        this.file = file;
        this.dialect = dialect;
        this.longest = longest;
        this.in = new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** Reads the next record; false at the end. */
    boolean next() throws IOException {
        while (true) {
            recordLine = line;
            int first = read();
            if (first == END) {
                return false;
            } else if (first == '\n' || (first == 0xFEFF && recordLine == 1)) {
                continue;
            } else if (dialect.comment() != Signs.NONE && first == dialect.comment()) {
                restOfLine();
                continue;
            }
            at--;
            cells = 0;
            length = 0;
            boolean quoted = false;
            boolean more = true;
            while (more) {
                int start = skipBlanks();
                quoted |= isQuote(start);
                more = isQuote(start) ? quotedCell(start) : plainCell(start);
            }
            if (cells > 1 || length > 0 || quoted) {
                return true;
            }
        }
    }

    /** Reads one line as it stands, without its line break; null at the end. Then {@link #line} is its number. */
    @Nullable
    String nextLine() throws IOException {
        recordLine = line;
        return peek() == END ? null : restOfLine();
    }

    private String restOfLine() throws IOException {
        StringBuilder rest = new StringBuilder();
        for (int c = read(); c != '\n' && c != END; c = read()) {
            if (rest.length() == longest) {
                throw tooLong();
            }
            rest.append((char) c);
        }
        return rest.toString();
    }

    private int skipBlanks() throws IOException {
        int c = read();
        while ((c == ' ' || c == '\t') && c != dialect.delimiter()) {
            c = read();
        }
        return c;
    }

    private boolean isQuote(int c) {
        return c != END && dialect.quotes().indexOf(c) >= 0;
    }

    private boolean plainCell(int first) throws IOException {
        int start = length;
        int c = first;
        while (c != dialect.delimiter() && c != '\n' && c != END) {
            append((char) c);
            c = read();
        }
        while (length > start && (text[length - 1] == ' ' || text[length - 1] == '\t')) {
            length--;
        }
        endCell();
        return c == dialect.delimiter();
    }

    private boolean quotedCell(int quote) throws IOException {
        long opened = line;
        while (true) {
            int c = read();
            if (c == END) {
                throw new BadDataException(
                        "The quote that opens in line (%d) of (%s) is never closed. Maybe that quote belongs to the text; then say (quote: none)."
                                .formatted(opened, file));
            } else if (dialect.escapes() && c == '\\') {
                c = read();
                append((char) (c == END ? '\\' : c));
            } else if (c != quote) {
                append((char) c);
            } else if (!dialect.escapes() && peek() == quote) {
                append((char) read());
            } else {
                break;
            }
        }
        endCell();
        int after = skipBlanks();
        if (after != dialect.delimiter() && after != '\n' && after != END) {
            throw new BadDataException(
                    "In line (%d) of (%s) the character (%c) follows a closing quote. Maybe a quote inside the text is not doubled."
                            .formatted(line, file, after));
        }
        return after == dialect.delimiter();
    }

    private BadDataException tooLong() {
        return new BadDataException(
                "The record that begins in line (%d) of (%s) has more than (%d) characters. Maybe a quote is never closed, or the file is no text."
                        .formatted(recordLine, file, longest));
    }

    private void endCell() {
        ends = cells == ends.length ? Arrays.copyOf(ends, 2 * cells) : ends;
        ends[cells++] = length;
    }

    private void append(char c) throws BadDataException {
        if (length == longest) {
            throw tooLong();
        }
        text = length == text.length ? Arrays.copyOf(text, Floats.longer(length)) : text;
        text[length++] = c;
    }

    private int peek() throws IOException {
        if (at == filled && !fill()) {
            return END;
        }
        return buffer[at];
    }

    /** The next character, any line break as {@code \n}. One character can be put back by {@code at--}. */
    private int read() throws IOException {
        if (at == filled && !fill()) {
            return END;
        }
        char c = buffer[at++];
        if (c == '\r') {
            if (peek() == '\n') {
                at++;
            }
            line++;
            return '\n';
        }
        if (c == '\n') {
            line++;
        }
        return c;
    }

    private boolean fill() throws IOException {
        try {
            int got = in.read(buffer, 1, buffer.length - 1); // place 0 is free for the character put back
            buffer[0] = at > 0 ? buffer[at - 1] : 0;
            at = 1;
            filled = 1 + Math.max(0, got);
            return got > 0;
        } catch (CharacterCodingException e) {
            throw new BadDataException(
                    "The file (%s) holds bytes that are not of its character set, after line (%d). Maybe say (charset: ISO-8859-1)."
                            .formatted(file, line),
                    e);
        }
    }

    /** How many cells the record has. */
    int cells() {
        return cells;
    }

    /** The line of the file where the record begins, from 1. */
    long line() {
        return recordLine;
    }

    /** The characters of all cells, for {@link #start} and {@link #end}. */
    char[] text() {
        return text;
    }

    int start(int cell) {
        return cell == 0 ? 0 : ends[cell - 1];
    }

    int end(int cell) {
        return ends[cell];
    }

    /** A cell as a text. */
    String cell(int cell) {
        return new String(text, start(cell), end(cell) - start(cell));
    }
}
