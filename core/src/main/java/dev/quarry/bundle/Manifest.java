package dev.quarry.bundle;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first entry of a bundle: a line with format and version, then the SHA-256 and the name of every other entry in
 * their order, as {@code sha256sum} writes them.
 */
final class Manifest {

    private static final String FORMAT = "quarry-bundle";
    private static final int VERSION = 1;
    private static final Pattern FIRST = Pattern.compile(FORMAT + " ([0-9]{1,9})");
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^\\n\\r]{1,1100})");

    private final Map<String, String> hashes;

    private Manifest(Map<String, String> hashes) {
        this.hashes = hashes;
    }

    /** A manifest without entries. */
    Manifest() {
        this(new LinkedHashMap<>());
    }

    /** Adds an entry. */
    void add(Entry entry) {
        hashes.put(entry.name(), sha256(entry.bytes()));
    }

    /** The entry that it is. */
    Entry entry() {
        StringBuilder text =
                new StringBuilder(FORMAT).append(' ').append(VERSION).append('\n');
        hashes.forEach(
                (name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
        return new Entry(Entry.MANIFEST, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the first entry of a bundle. */
    static Manifest read(Entry entry, Path bundle) throws BadBundleException {
        String[] lines = entry.text(bundle).split("\n", -1);
        Matcher first = FIRST.matcher(lines[0]);
        if (!first.matches()) {
            throw new BadBundleException(
                    bundle,
                    "does not say (%s) in the first line of its (%s)".formatted(FORMAT, Entry.MANIFEST),
                    "it is another kind of file");
        } else if (Integer.parseInt(first.group(1)) != VERSION) {
            throw new BadBundleException(
                    bundle,
                    "is of the version (%s), but this Quarry reads version (%d)".formatted(first.group(1), VERSION),
                    "use the Quarry that wrote it, or write it again");
        }
        Map<String, String> hashes = new LinkedHashMap<>();
        for (int i = 1; i < lines.length - 1; i++) {
            Matcher line = LINE.matcher(lines[i]);
            if (!line.matches() || hashes.put(line.group(2), line.group(1)) != null) {
                throw new BadBundleException(
                        bundle,
                        "has no checksum and new name in line (%d) of its (%s)".formatted(i + 1, Entry.MANIFEST),
                        "it is damaged");
            }
        }
        if (!lines[lines.length - 1].isEmpty()) {
            throw new BadBundleException(
                    bundle, "has a (%s) that ends inside a line".formatted(Entry.MANIFEST), "it was cut short");
        }
        return new Manifest(hashes);
    }

    /** How many entries it lists. */
    int size() {
        return hashes.size();
    }

    /** Strikes an entry off: it must be the next one, and its bytes those that were written. */
    void strike(Entry entry, Path bundle) throws BadBundleException {
        String next = hashes.isEmpty() ? "" : hashes.keySet().iterator().next();
        if (!entry.name().equals(next)) {
            throw new BadBundleException(
                    bundle,
                    next.isEmpty()
                            ? "has the entry (%s), which its (%s) does not list".formatted(entry.name(), Entry.MANIFEST)
                            : "has the entry (%s) where its (%s) lists (%s)"
                                    .formatted(entry.name(), Entry.MANIFEST, next),
                    "entries were added, removed or put in another order");
        }
        if (!sha256(entry.bytes()).equals(hashes.remove(next))) {
            throw new BadBundleException(
                    bundle, "has an entry (%s) with another SHA-256 than was written".formatted(next), "it is damaged");
        }
    }

    /** Asserts that every entry was there. */
    void requireAllStruck(Path bundle) throws BadBundleException {
        if (!hashes.isEmpty()) {
            throw new BadBundleException(
                    bundle,
                    "lacks the entry (%s), which its (%s) lists"
                            .formatted(hashes.keySet().iterator().next(), Entry.MANIFEST),
                    "it was cut short");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
