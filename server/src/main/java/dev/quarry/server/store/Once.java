package dev.quarry.server.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request that may come again, since whoever sent it did not hear the answer, and must not happen twice.
 *
 * @param key what its sender calls it, different for each of their requests
 * @param fingerprint of what it asks for, by which another request under the same key is told
 */
public record Once(String key, String fingerprint) {

    private static final int LONGEST_KEY = 100;
    private static final String MAC = "HmacSHA256";

    /** States the rules. */
    public Once {
        if (!key.matches("[\\x21-\\x7e]{1,%d}".formatted(LONGEST_KEY))) {
            throw new IllegalArgumentException(
                    "The key of a request has between 1 and (%d) visible characters of ASCII, not (%s)."
                            .formatted(LONGEST_KEY, key));
        }
    }

    /**
     * A request as it may be kept: a request may hold a password, so it is hashed under the key, and the key is hashed too.
     */
    public static Once of(String key, byte[] request) {
        Once plain = new Once(key, "");
        byte[] bytes = plain.key.getBytes(StandardCharsets.US_ASCII);
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(bytes, MAC));
            byte[] hidden = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Once(HexFormat.of().formatHex(hidden), HexFormat.of().formatHex(mac.doFinal(request)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
