package dev.quarry.server.data;

import dev.quarry.server.media.PictureKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file that may become items.
 *
 * @param name its path below what was uploaded or chosen, with slashes
 * @param path where it is
 * @param kind what it seems to be
 */
record SourceFile(String name, Path path, Kind kind) {

    private static final int HEAD = 512;

    /** What a file seems to be. */
    enum Kind {
        PICTURE,
        CSV,
        JSON,
        PARQUET,
        NPY,
        LINES,
        ZIP,
        OTHER;

        /** Whether its rows become items. */
        boolean isTable() {
            return this == CSV || this == JSON || this == PARQUET || this == LINES;
        }

        /** In addresses and JSON. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Looks at name and first bytes. */
    static SourceFile of(String name, Path path) throws IOException {
        return new SourceFile(name, path, kind(name, path));
    }

    private static Kind kind(String name, Path path) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(HEAD);
        }
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (head.length >= 4 && head[0] == 'P' && head[1] == 'K' && (head[2] == 3 || head[2] == 5)) {
            return Kind.ZIP;
        }
        return switch (ending) {
            case "csv", "tsv", "tab" -> Kind.CSV;
            case "jsonl", "ndjson", "json" -> Kind.JSON;
            case "parquet", "pq" -> Kind.PARQUET;
            case "npy" -> Kind.NPY;
            case "txt", "text" -> Kind.LINES;
            case "zip" -> Kind.ZIP;
            case "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "heif", "avif" -> Kind.PICTURE;
            default -> PictureKind.of(head).isReadable() ? Kind.PICTURE : Kind.OTHER;
        };
    }
}
