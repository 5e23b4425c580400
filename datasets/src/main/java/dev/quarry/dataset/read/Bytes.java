package dev.quarry.dataset.read;

import dev.quarry.dataset.BadDataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Bytes of a file, unpacked where it is gzip, with sentences for what goes wrong. */
final class Bytes {

    private static final int BUFFER = 1 << 16;

    private Bytes() {}

    /** What to do with the bytes of a file. */
    interface Use<T> {
        T of(InputStream in) throws IOException;
    }

    /** Opens a file, gzip or plain by its first two bytes, and closes it afterwards. */
    static <T> T read(Path file, Use<T> use) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                InputStream in = unpacked(raw)) {
            return use.of(in);
        } catch (NoSuchFileException e) {
            throw new BadDataException("There is no file (%s).".formatted(file), e);
        } catch (EOFException e) {
            throw new BadDataException(
                    "The file (%s) ends too early. Maybe its download broke off.".formatted(file), e);
        } catch (ZipException e) {
            throw new BadDataException(
                    "The gzip file (%s) is broken: %s. Maybe fetch it again.".formatted(file, e.getMessage()), e);
        }
    }

    /** The path, which must lead to something. */
    static Path existing(Path path) throws BadDataException {
        if (Files.notExists(path)) {
            throw new BadDataException("There is no file or folder (%s).".formatted(path));
        }
        return path;
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        raw.mark(2);
        boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
        raw.reset();
        return gzip ? new GZIPInputStream(raw, BUFFER) : raw;
    }

    /** Fills the whole array. */
    static void fill(InputStream in, byte[] bytes) throws IOException {
        if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
            throw new EOFException();
        }
    }

    /** The name of a file in lower case without {@code .gz}, for guesses by name. */
    static String plainName(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }
}
