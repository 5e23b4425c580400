package dev.quarry.server.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a file is by its first bytes, whatever its name says. */
public enum PictureKind {
    /** A JPEG. */
    JPEG("image/jpeg", true, true),
    /** A PNG. */
    PNG("image/png", true, true),
    /** A GIF. */
    GIF("image/gif", true, true),
    /** A Windows bitmap. */
    BMP("image/bmp", true, true),
    /** A TIFF, which browsers do not show. */
    TIFF("image/tiff", true, false),
    /** A WebP. */
    WEBP("image/webp", true, true),
    /** A HEIC or AVIF. */
    HEIF("image/heif", false, false),
    /** Drawing instructions, which may hold scripts. */
    SVG("image/svg+xml", false, false),
    /** Anything else. */
    OTHER("application/octet-stream", false, false);

    private static final int HEAD = 512;

    private final String mediaType;
    private final boolean readable;
    private final boolean shown;

    PictureKind(String mediaType, boolean readable, boolean shown) {
        this.mediaType = mediaType;
        this.readable = readable;
        this.shown = shown;
    }

    /** Its media type. */
    public String mediaType() {
        return mediaType;
    }

    /** Whether it can be decoded here. */
    public boolean isReadable() {
        return readable;
    }

    /** Whether a browser may show its bytes as they are. */
    public boolean isShown() {
        return shown;
    }

    /** What a file is. */
    public static PictureKind of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(HEAD));
        }
    }

    /** What begins with these bytes. */
    public static PictureKind of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00FF\u00D8\u00FF")) {
            return JPEG;
        } else if (text.startsWith("\u0089PNG\r\n\u001A\n")) {
            return PNG;
        } else if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return GIF;
        } else if (text.startsWith("BM") && head.length >= 26) {
            return BMP;
        } else if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
            return TIFF;
        } else if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return WEBP;
        } else if (text.startsWith("ftyphe", 4) || text.startsWith("ftypmif", 4) || text.startsWith("ftypav", 4)) {
            return HEIF;
        }
        return text.toLowerCase(Locale.ROOT).contains("<svg") ? SVG : OTHER;
    }
}
