package dev.quarry.dataset.read;

import dev.quarry.dataset.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Small files for tests. */
final class Written {

    private Written() {}

    static Path text(Path folder, String name, String text) throws IOException {
        return text(folder, name, text, StandardCharsets.UTF_8);
    }

    static Path text(Path folder, String name, String text, Charset charset) throws IOException {
        return bytes(folder, name, text.getBytes(charset));
    }

    static Path bytes(Path folder, String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    static Dataset read(Format format, Path... pool) throws IOException {
        return format.read(Source.all(List.of(pool), false)).build();
    }
}
