package dev.quarry.server.data;

import dev.quarry.dataset.BadDataException;
import dev.quarry.server.job.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Unpacks a zip that a stranger sent. What it says of itself is not believed: bytes are counted while they come out, and
 * files get numbers for names.
 */
final class Archive {

    private static final int BLOCK = 1 << 16;

    private final Bounds bounds;
    private final Progress progress;
    private final Skipped skipped;

    Archive(Bounds bounds, Progress progress, Skipped skipped) {
        this.bounds = bounds;
        this.progress = progress;
        this.skipped = skipped;
    }

    /**
     * Takes the files out.
     *
     * @param folder a new one
     * @return the files, by the names they have in the archive
     * @throws IOException if it is broken, or a bomb; nothing of it is to be used then
     */
    List<SourceFile> unpack(SourceFile zip, Path folder) throws IOException {
        String shown = SafeName.shown(zip.name());
        try (ZipFile archive = ZipFile.builder().setPath(zip.path()).get()) {
            return unpack(archive, shown, Files.size(zip.path()), Files.createDirectories(folder));
        } catch (BadDataException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new BadDataException(
                    "The zip (%s) cannot be read. Maybe its download broke off.".formatted(shown), e);
        }
    }

    private List<SourceFile> unpack(ZipFile archive, String shown, long packed, Path folder) throws IOException {
        List<ZipArchiveEntry> entries = Collections.list(archive.getEntries());
        if (entries.size() > bounds.files()) {
            throw new BadDataException(
                    "The zip (%s) has (%d) entries, more than (%d).".formatted(shown, entries.size(), bounds.files()));
        }
        List<SourceFile> files = new ArrayList<>();
        Map<String, String> taken = new HashMap<>();
        long unpacked = 0;
        for (int i = 0; i < entries.size(); i++) {
            progress.at((double) i / entries.size(), "Unpacking");
            ZipArchiveEntry entry = entries.get(i);
            String name = entry.isDirectory() ? "" : accepted(archive, entry, shown, taken);
            if (name.isEmpty()) {
                continue;
            }
            Path path = folder.resolve("%07d".formatted(i));
            unpacked = copied(archive, entry, path, unpacked, packed, shown);
            SourceFile file = SourceFile.of(name, path);
            if (file.kind() == SourceFile.Kind.ZIP) {
                Files.delete(path);
                skipped.add(name, "It is an archive inside an archive. Maybe unpack it first.");
            } else {
                files.add(file);
            }
        }
        return files;
    }

    /** The name of an entry that may come out; empty for one that is left out. */
    private String accepted(ZipFile archive, ZipArchiveEntry entry, String shown, Map<String, String> taken)
            throws IOException {
        String raw = new String(entry.getRawName(), StandardCharsets.UTF_8);
        String given = entry.getName();
        if (entry.isUnixSymlink()) {
            skipped.add(given, "It is a link to another file, which an archive may not hold.");
            return "";
        }
        if (!archive.canReadEntryData(entry)) {
            skipped.add(given, "It is encrypted or packed in a way that is not read.");
            return "";
        }
        String name;
        try {
            SafeName.of(raw);
            name = SafeName.of(given);
        } catch (IllegalArgumentException e) {
            skipped.add(given, String.valueOf(e.getMessage()));
            return "";
        }
        if (SafeName.isPassedOver(name)) {
            return "";
        }
        String same = taken.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
        if (same != null) {
            skipped.add(given, "The zip (%s) has a file (%s) already.".formatted(shown, SafeName.shown(same)));
            return "";
        }
        return name;
    }

    private long copied(ZipFile archive, ZipArchiveEntry entry, Path path, long before, long packed, String shown)
            throws IOException {
        long unpacked = before;
        long room = Files.getFileStore(path.getParent()).getUsableSpace() - bounds.reserve();
        long here = 0;
        try (InputStream in = archive.getInputStream(entry);
                OutputStream out = Files.newOutputStream(path)) {
            byte[] block = new byte[BLOCK];
            for (int got = in.read(block); got >= 0; got = in.read(block)) {
                unpacked += got;
                here += got;
                progress.check();
                if (unpacked > bounds.free() && unpacked > bounds.ratio() * packed) {
                    throw new BadDataException(
                            "The zip (%s) would be more than (%d) times as large as it is. Maybe it is not what it seems; pack it anew."
                                    .formatted(shown, bounds.ratio()));
                }
                if (here > bounds.file() || unpacked > bounds.upload()) {
                    throw new BadDataException("The zip (%s) unpacks to more than (%d) MiB."
                            .formatted(shown, Math.min(bounds.file(), bounds.upload()) >> 20));
                }
                if (here > room) {
                    throw new BadDataException(
                            "There is no room on the disk of the server for what the zip (%s) holds.".formatted(shown));
                }
                out.write(block, 0, got);
            }
        }
        return unpacked;
    }
}
