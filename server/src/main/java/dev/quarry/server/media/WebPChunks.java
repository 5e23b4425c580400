package dev.quarry.server.media;

import dev.quarry.dataset.BadDataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What the parts of a WebP say before any of them is decoded. Each part states a size of its own, and a small picture may
 * hold a huge one.
 *
 * @param pixels of the largest of the picture and its first frame
 * @param whole whether the file is as long as it says
 * @param orientation the number from 1 to 8 that EXIF gives to it
 */
record WebPChunks(long pixels, boolean whole, int orientation) {

    private static final int MOST_CHUNKS = 10_000;
    private static final int LONGEST_EXIF = 1 << 16;
    private static final int FRAME_HEADER = 16;

    /** Looks at the parts of a file. */
    static WebPChunks of(Path file, String name) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            return new Walk(in).all();
        } catch (EOFException e) {
            throw new BadDataException(
                    "The picture (%s) is cut short. Maybe its download broke off.".formatted(name), e);
        }
    }

    /** One way through the parts. */
    private static final class Walk {

        private final RandomAccessFile in;
        private long pixels;
        private int orientation = 1;
        private boolean framed;

        Walk(RandomAccessFile in) {
            this.in = in;
        }

        WebPChunks all() throws IOException {
            in.seek(4);
            long end = 8 + number(4);
            boolean whole = end <= in.length();
            long at = 12;
            for (int i = 0; i < MOST_CHUNKS && at + 8 <= Math.min(end, in.length()); i++) {
                in.seek(at);
                String kind = kind();
                long length = number(4);
                boolean frame = kind.equals("ANMF");
                if (!frame || !framed) {
                    look(kind, length);
                }
                // the first frame is gone into, the others are passed over
                boolean into = frame && !framed;
                framed |= frame;
                at += 8 + (into ? FRAME_HEADER : length + length % 2);
            }
            return new WebPChunks(pixels, whole, orientation);
        }

        private void look(String kind, long length) throws IOException {
            switch (kind) {
                case "VP8X" -> {
                    in.skipBytes(4);
                    size(1 + number(3), 1 + number(3));
                }
                case "ANMF" -> {
                    in.skipBytes(6);
                    size(1 + number(3), 1 + number(3));
                }
                case "VP8 " -> {
                    in.skipBytes(6);
                    size(number(2) & 0x3FFF, number(2) & 0x3FFF);
                }
                case "VP8L" -> {
                    in.skipBytes(1);
                    long bits = number(4);
                    size(1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
                }
                case "EXIF" -> {
                    byte[] part = new byte[(int) Math.min(length, LONGEST_EXIF)];
                    in.readFully(part);
                    orientation = Orientation.ofExif(part);
                }
                default -> {}
            }
        }

        private void size(long width, long height) {
            pixels = Math.max(pixels, width * height);
        }

        private String kind() throws IOException {
            byte[] kind = new byte[4];
            in.readFully(kind);
            return new String(kind, StandardCharsets.ISO_8859_1);
        }

        private long number(int bytes) throws IOException {
            long number = 0;
            for (int i = 0; i < bytes; i++) {
                number |= (long) in.readUnsignedByte() << (8 * i);
            }
            return number;
        }
    }
}
