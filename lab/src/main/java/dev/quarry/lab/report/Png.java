package dev.quarry.lab.report;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Small pictures as PNG files inside a page. */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private Png() {}

    /**
     * A square picture as a data URI.
     *
     * @param color the colour at column x and row y from the top, as 0xAARRGGBB
     */
    static String dataUri(int side, IntBinaryOperator color) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        chunk(file, "IHDR", bytes(out -> {
            out.writeInt(side);
            out.writeInt(side);
            out.write(new byte[] {8, 6, 0, 0, 0}); // 8 bits each of red, green, blue, alpha
        }));
        chunk(file, "IDAT", deflated(bytes(out -> {
            for (int y = 0; y < side; y++) {
                out.writeByte(0); // no filter
                for (int x = 0; x < side; x++) {
                    out.writeInt(Integer.rotateLeft(color.applyAsInt(x, y), 8));
                }
            }
        })));
        chunk(file, "IEND", new byte[0]);
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(file.toByteArray());
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
        byte[] typed = bytes(out -> {
            out.write(type.getBytes(StandardCharsets.US_ASCII));
            out.write(data);
        });
        CRC32 sum = new CRC32();
        sum.update(typed);
        file.writeBytes(bytes(out -> {
            out.writeInt(data.length);
            out.write(typed);
            out.writeInt((int) sum.getValue());
        }));
    }

    private static byte[] deflated(byte[] data) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(data);
            deflater.finish();
            byte[] buffer = new byte[data.length + 64];
            return Arrays.copyOf(buffer, deflater.deflate(buffer));
        }
    }

    /** Something that writes bytes to memory. */
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }
}
