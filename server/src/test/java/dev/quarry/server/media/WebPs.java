package dev.quarry.server.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Real WebP pictures of 60 × 30 pixels, written by a browser: red at the upper left, green at the upper right, blue at the
 * lower left, black or nothing at the lower right.
 */
public final class WebPs {

    private WebPs() {}

    /** One of lossy, lossless, clear, clear-lossless. */
    public static byte[] of(String kind) throws IOException {
        try (InputStream in = WebPs.class.getResourceAsStream(kind + ".webp")) {
            return Objects.requireNonNull(in, kind).readAllBytes();
        }
    }

    /** What a part of a file holds. */
    static byte[] content(byte[] file, String kind) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 12; at < file.length; ) {
            int length = in.getInt(at + 4);
            if (new String(file, at, 4, StandardCharsets.US_ASCII).equals(kind)) {
                return Arrays.copyOfRange(file, at + 8, at + 8 + length);
            }
            at += 8 + length + length % 2;
        }
        throw new AssertionError("no " + kind);
    }

    static byte[] chunk(String kind, byte[] content) {
        ByteBuffer out =
                ByteBuffer.allocate(8 + content.length + content.length % 2).order(ByteOrder.LITTLE_ENDIAN);
        return out.put(kind.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }

    /** A file of parts. */
    static byte[] file(byte[]... chunks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
        for (byte[] chunk : chunks) {
            all.writeBytes(chunk);
        }
        return chunk("RIFF", all.toByteArray());
    }

    /** The part that says how large the picture is. */
    static byte[] extended(int flags, int width, int height) {
        ByteBuffer out = ByteBuffer.allocate(10);
        out.put((byte) flags).position(4);
        return chunk("VP8X", three(three(out, width - 1), height - 1).array());
    }

    private static ByteBuffer three(ByteBuffer out, int number) {
        return out.put((byte) number).put((byte) (number >> 8)).put((byte) (number >> 16));
    }

    /** A picture of 10 × 10 whose frame says that it has 16,383 × 16,383 pixels. */
    public static byte[] hiding() throws IOException {
        byte[] frame = content(of("lossy"), "VP8 ");
        ByteBuffer.wrap(frame)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 0x3FFF)
                .putShort(8, (short) 0x3FFF);
        return file(extended(0, 10, 10), chunk("VP8 ", frame));
    }

    /** A picture that says that it has 60,000 × 60,000 pixels. */
    public static byte[] huge() throws IOException {
        return file(extended(0, 60_000, 60_000), chunk("VP8 ", content(of("lossy"), "VP8 ")));
    }

    /** Two frames: the one of the lossy picture, then nothing that could be decoded. */
    static byte[] animated() throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(16).position(6);
        byte[] header = three(three(frame, 59), 29).array();
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.writeBytes(header);
        first.writeBytes(chunk("VP8 ", content(of("lossy"), "VP8 ")));
        byte[] second = Arrays.copyOf(header, 40);
        return file(
                extended(0x02, 60, 30),
                chunk("ANIM", new byte[6]),
                chunk("ANMF", first.toByteArray()),
                chunk("ANMF", second));
    }

    /** The lossy picture with an EXIF part. */
    static byte[] held(byte[] exif) throws IOException {
        return file(extended(0x08, 60, 30), chunk("VP8 ", content(of("lossy"), "VP8 ")), chunk("EXIF", exif));
    }
}
