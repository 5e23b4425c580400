package dev.quarry.server.media;

import dev.quarry.dataset.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What can be said of a picture without decoding it.
 *
 * @param kind what it is
 * @param size in pixels
 * @param sha256 of its bytes
 */
public record PictureCheck(PictureKind kind, SafePicture.Size size, String sha256) {

    private static final int BLOCK = 1 << 16;

    /**
     * Looks at header, end and hash of a file.
     *
     * @param name what messages call it
     * @throws IOException if it is no picture that is read here, too large, or cut short; the message says which
     */
    public static PictureCheck of(Path file, String name) throws IOException {
        if (Files.size(file) == 0) {
            throw new BadDataException("The file (%s) is empty.".formatted(name));
        }
        SafePicture.Size size = new SafePicture(file, name).size();
        PictureKind kind = PictureKind.of(file);
        MessageDigest sha = digest();
        byte[] end = new byte[0];
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = in.readNBytes(BLOCK);
            while (block.length > 0) {
                sha.update(block);
                end = joined(end, block);
                block = in.readNBytes(BLOCK);
            }
        }
        boolean whole = kind == PictureKind.WEBP
                ? WebPChunks.of(file, name).whole()
                : ends(kind, new String(end, StandardCharsets.ISO_8859_1));
        if (!whole) {
            throw new BadDataException("The picture (%s) is cut short. Maybe its download broke off.".formatted(name));
        }
        return new PictureCheck(kind, size, HexFormat.of().formatHex(sha.digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    /** The last block and what stood right before it. */
    private static byte[] joined(byte[] before, byte[] block) {
        int kept = Math.min(16, before.length);
        byte[] joined =
                Arrays.copyOf(Arrays.copyOfRange(before, before.length - kept, before.length), kept + block.length);
        System.arraycopy(block, 0, joined, kept, block.length);
        return joined;
    }

    private static boolean ends(PictureKind kind, String end) {
        return switch (kind) {
            case JPEG -> end.contains("\u00FF\u00D9");
            case PNG -> end.contains("IEND");
            case GIF -> end.contains(";");
            default -> true;
        };
    }
}
