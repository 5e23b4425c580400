package dev.quarry.lab;

import dev.quarry.dataset.Dataset;
import dev.quarry.item.Attributes;
import dev.quarry.kernel.Matrix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of data: ids, classes, labels, test rows, features and attributes. Equal data give equal fingerprints on every machine. */
public final class Fingerprint {

    private Fingerprint() {}

    /** The fingerprint as 64 hexadecimal digits. O(n·d). */
    public static String of(Dataset dataset) {
        MessageDigest digest = sha256();
        for (String name : dataset.classes()) {
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Matrix features = dataset.features();
        float[] row = new float[features.cols()];
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + Float.BYTES * row.length);
        for (int i = 0; i < dataset.size(); i++) {
            bytes.clear();
            bytes.putLong(dataset.items().id(i)).putInt(dataset.label(i)).putInt(dataset.isTest(i) ? 1 : 0);
            features.copyRows(i, i + 1, row);
            for (float value : row) {
                bytes.putFloat(value);
            }
            digest.update(bytes.array());
        }
        Attributes attributes = dataset.attributes();
        for (String column : attributes.columns()) {
            digest.update((column + "\n").getBytes(StandardCharsets.UTF_8));
            for (String text : attributes.texts(column, dataset.items())) {
                digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
    }
}
