package dev.quarry.dataset.catalogue;

import dev.quarry.dataset.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** SHA-256 of files and folders. */
final class Hashes {

    private static final int BUFFER = 1 << 16;

    private Hashes() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        feed(digest, file);
        return hex(digest);
    }

    /** Feeds the bytes of a file into a digest. */
    static void feed(MessageDigest digest, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                digest.update(buffer, 0, got);
            }
        }
    }

    /** A file with its length and hash; for a folder, the hash of the names and hashes of all files below it. */
    static DataFile describe(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return new DataFile(path.toString(), Files.size(path), of(path), Optional.empty());
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(path)) {
            files = walk.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(file -> path.relativize(file).toString()))
                    .toList();
        }
        MessageDigest digest = sha256();
        long bytes = 0;
        for (Path file : files) {
            String line = path.relativize(file) + "\0" + of(file) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            bytes += Files.size(file);
        }
        return new DataFile(path.toString(), bytes, hex(digest), Optional.empty());
    }
}
