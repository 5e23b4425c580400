package dev.quarry.server.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Secrets are made by the system's generator and kept by their hash. */
final class Secrets {

    /** What OWASP asks of PBKDF2 with HMAC-SHA-256. */
    static final int ITERATIONS = 600_000;

    private static final int KEY_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** 256 random bits, fit for an address. */
    static String fresh() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** What is kept of a secret of {@link #fresh}: it has enough entropy for a plain hash. */
    static String digest(String secret) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    /** What is kept of a password: iterations, salt and key. */
    static String hash(String password) {
        byte[] salt = bytes(16);
        return kept(salt, derive(password, salt, ITERATIONS));
    }

    /** What looks like something kept but belongs to no password, so that comparing with it takes as long. */
    static String decoy() {
        return kept(bytes(16), bytes(KEY_BITS / Byte.SIZE));
    }

    private static String kept(byte[] salt, byte[] key) {
        return "%d$%s$%s"
                .formatted(
                        ITERATIONS,
                        HexFormat.of().formatHex(salt),
                        HexFormat.of().formatHex(key));
    }

    /** Whether a password is the one that was kept; takes as long for a wrong one. */
    static boolean matches(String password, String kept) {
        String[] parts = kept.split("\\$", 3);
        byte[] derived = derive(password, HexFormat.of().parseHex(parts[1]), Integer.parseInt(parts[0]));
        return MessageDigest.isEqual(derived, HexFormat.of().parseHex(parts[2]));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, KEY_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no PBKDF2WithHmacSHA256.", e);
        } finally {
            spec.clearPassword();
        }
    }
}
