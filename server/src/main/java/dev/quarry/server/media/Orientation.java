package dev.quarry.server.media;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a camera was held, as a picture says in its EXIF part. */
final class Orientation {

    private static final int UPRIGHT = 1;
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int MOST_ENTRIES = 512;

    private Orientation() {}

    /** The number from 1 to 8 that EXIF gives to it; 1 where the file says nothing that can be understood. */
    static int of(Path jpeg) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(jpeg)))) {
            return of(in);
        } catch (EOFException e) {
            return UPRIGHT;
        }
    }

    private static int of(DataInputStream in) throws IOException {
        if (in.readUnsignedShort() != 0xFFD8) {
            return UPRIGHT;
        }
        while (true) {
            int marker = in.readUnsignedShort();
            if ((marker & 0xFF00) != 0xFF00 || marker == 0xFFDA || marker == 0xFFD9) {
                return UPRIGHT;
            }
            int length = in.readUnsignedShort() - 2;
            if (length < 0) {
                return UPRIGHT;
            }
            if (marker == 0xFFE1) {
                byte[] part = ((InputStream) in).readNBytes(length);
                int found = exif(part);
                if (found != 0) {
                    return found;
                }
            } else {
                in.skipNBytes(length);
            }
        }
    }

    /** What an APP1 part says; 0 if nothing. */
    private static int exif(byte[] part) {
        if (part.length < 20 || part[0] != 'E' || part[1] != 'x' || part[2] != 'i' || part[3] != 'f') {
            return 0;
        }
        return tiff(ByteBuffer.wrap(part, 6, part.length - 6).slice());
    }

    /** The number that the EXIF part of a WebP gives to it, which may begin as that of a JPEG does; 1 for none. */
    static int ofExif(byte[] part) {
        int found = part.length < 14 ? 0 : part[0] == 'E' ? exif(part) : tiff(ByteBuffer.wrap(part));
        return found == 0 ? UPRIGHT : found;
    }

    /** What a directory of tags says; 0 if nothing. */
    private static int tiff(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long first = tiff.getInt(4) & 0xFFFFFFFFL;
        if (first + 2 > tiff.limit()) {
            return 0;
        }
        int entries = Math.min(MOST_ENTRIES, tiff.getShort((int) first) & 0xFFFF);
        for (int i = 0; i < entries; i++) {
            int at = (int) first + 2 + 12 * i;
            if (at + 12 > tiff.limit()) {
                return 0;
            }
            if ((tiff.getShort(at) & 0xFFFF) == TAG && tiff.getShort(at + 2) == SHORT) {
                int value = tiff.getShort(at + 8) & 0xFFFF;
                return value >= 1 && value <= 8 ? value : 0;
            }
        }
        return 0;
    }

    /** The picture as the camera saw it. */
    static BufferedImage upright(BufferedImage picture, int orientation) {
        if (orientation == UPRIGHT) {
            return picture;
        }
        int width = picture.getWidth();
        int height = picture.getHeight();
        AffineTransform turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            default -> new AffineTransform(0, -1, 1, 0, 0, width);
        };
        boolean across = orientation >= 5;
        BufferedImage upright =
                new BufferedImage(across ? height : width, across ? width : height, BufferedImage.TYPE_INT_RGB);
        return new AffineTransformOp(turn, AffineTransformOp.TYPE_NEAREST_NEIGHBOR).filter(picture, upright);
    }
}
