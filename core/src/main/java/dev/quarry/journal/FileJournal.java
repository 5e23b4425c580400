package dev.quarry.journal;

import dev.quarry.pool.Status;
import dev.quarry.pool.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal in a text file, one entry a line, tab-separated: round, item, status, label, by, at, reason. A line reaches
 * the disk before {@link #append} returns, so that an acknowledged label survives a killed process or a power cut. A
 * last line that was cut off in the middle was never acknowledged; opening the file removes it. One process writes at a
 * time.
 */
public final class FileJournal implements Journal, AutoCloseable {

    private static final String HEADER = "quarry-journal\t1";

    private final Path file;
    private final FileChannel channel;
    private final List<Entry> kept;

    private FileJournal(Path file, FileChannel channel, List<Entry> kept) {
        this.file = file;
        this.channel = channel;
        this.kept = kept;
    }

    /**
     * Opens a journal, making the file if there is none.
     *
     * @throws IOException if the file is in use, unreadable or not a journal; the message names the line
     */
    public static FileJournal open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(file, channel);
            String text = Files.readString(file, StandardCharsets.UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            channel.truncate(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
            channel.position(channel.size());
            FileJournal journal = new FileJournal(file, channel, parse(file, text.substring(0, whole)));
            if (whole == 0) {
                journal.write(HEADER + "\n");
            }
            return journal;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(Path file, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException("The journal (%s) is in use. Maybe another Quarry is running on it.".formatted(file));
        }
    }

    @Override
    public synchronized List<Entry> entries() {
        return List.copyOf(kept);
    }

    @Override
    public synchronized void append(List<Entry> entries) {
        StringBuilder lines = new StringBuilder();
        for (Entry entry : entries) {
            lines.append(line(entry)).append('\n');
        }
        try {
            write(lines.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The journal (%s) cannot be written: %s. The last labels are not saved."
                            .formatted(file, e.getMessage()),
                    e);
        }
        kept.addAll(entries);
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static String line(Entry entry) {
        String label = entry.verdict().label();
        return String.join(
                "\t",
                Integer.toString(entry.round()),
                Long.toString(entry.item()),
                entry.verdict().status().name(),
                label == null ? "" : escape(label),
                escape(entry.by()),
                entry.at().toString(),
                escape(entry.reason()));
    }

    private static List<Entry> parse(Path file, String text) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        if (!lines.isEmpty() && !lines.get(0).equals(HEADER)) {
            throw new IOException(
                    "The file (%s) is not a Quarry journal: line (1) is (%s).".formatted(file, lines.get(0)));
        }
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split("\t", -1);
            try {
                Status status = Status.valueOf(cells[2]);
                entries.add(new Entry(
                        Integer.parseInt(cells[0]),
                        Long.parseLong(cells[1]),
                        new Verdict(status, status == Status.LABELLED ? unescape(cells[3]) : null),
                        unescape(cells[4]),
                        Instant.parse(cells[5]),
                        unescape(cells[6])));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | DateTimeException e) {
                throw new IOException(
                        "The journal (%s) is broken in line (%d): (%s). Maybe it was edited by hand."
                                .formatted(file, i + 1, lines.get(i)),
                        e);
            }
        }
        return entries;
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                plain.append(next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
