package dev.quarry.server.exchange;

import dev.quarry.server.exchange.Manifest.OfFile;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a zip file and remembers size and hash of what went into it. */
final class ZipWriter implements AutoCloseable {

    private final MessageDigest whole = sha256();
    private final ZipOutputStream zip;
    private final List<OfFile> files = new ArrayList<>();

    ZipWriter(Path file) throws IOException {
        this.zip = new ZipOutputStream(
                new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), whole),
                StandardCharsets.UTF_8);
    }

    /** Writes what goes into a file. */
    @FunctionalInterface
    interface Content<S> {
        void write(S sink) throws IOException;
    }

    /** Adds a file of bytes. */
    void bytes(String name, Content<OutputStream> content) throws IOException {
        MessageDigest digest = sha256();
        long[] length = {0};
        zip.putNextEntry(new ZipEntry(name));
        OutputStream counted = new FilterOutputStream(zip) {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
                digest.update((byte) b);
                length[0]++;
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
                digest.update(bytes, from, count);
                length[0] += count;
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
        content.write(counted);
        zip.closeEntry();
        files.add(new OfFile(name, length[0], HexFormat.of().formatHex(digest.digest())));
    }

    /** Adds a file of text. */
    void text(String name, Content<Writer> content) throws IOException {
        bytes(name, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            content.write(writer);
            writer.flush();
        });
    }

    /** Adds a file that is there. */
    void copy(String name, Path file) throws IOException {
        bytes(name, out -> Files.copy(file, out));
    }

    /** What went into it so far. */
    List<OfFile> files() {
        return List.copyOf(files);
    }

    /** The SHA-256 of the whole file; after {@link #close}. */
    String sha256Hex() {
        return HexFormat.of().formatHex(whole.digest());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
