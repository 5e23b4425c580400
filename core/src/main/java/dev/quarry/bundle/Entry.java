package dev.quarry.bundle;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file inside a bundle.
 *
 * @param name its path, {@code /} between folders: the name of a value and the extension that tells its kind
 * @param bytes what it holds
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Entry(String name, byte[] bytes) {

    static final String MANIFEST = "MANIFEST.txt";

    /** Longer than any name that means something. */
    static final int LONGEST_NAME = 1000;

    private static final Pattern NAME = Pattern.compile("([a-z0-9-]+(?:/[a-z0-9-]+)*)\\.(npy|txt|bin)");

    /** The entry of a value. */
    static Entry of(String name, State.Value value) {
        if (name.length() > LONGEST_NAME - 4) {
            throw new IllegalArgumentException(
                    "The name (%s…) is longer than (%d) letters.".formatted(name.substring(0, 40), LONGEST_NAME - 4));
        }
        try {
            if (value instanceof State.Value.Numbers numbers) {
                return new Entry(name + ".npy", Npy.bytes(numbers.matrix()));
            } else if (value instanceof State.Value.Whole whole) {
                return new Entry(name + ".npy", Npy.bytes(whole.numbers()));
            } else if (value instanceof State.Value.Text text) {
                return new Entry(name + ".txt", utf8(name, text.text()));
            }
            return new Entry(name + ".bin", ((State.Value.Blob) value).bytes());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "The value (%s) is longer than 2 GiB and fits no bundle. Maybe fit on fewer rows or columns."
                            .formatted(name),
                    e);
        }
    }

    private static byte[] utf8(String name, String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "The text (%s) has half a character in it, which no file can hold.".formatted(name), e);
        }
    }

    /** Adds the value of this entry to those that were read before. */
    void addTo(Map<String, State.Value> values, Path bundle) throws BadBundleException {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new BadBundleException(
                    bundle,
                    "has an entry (%s), which is no name of a value".formatted(name),
                    "it was made or changed by somebody who means harm");
        }
        if (values.putIfAbsent(matcher.group(1), value(matcher.group(2), bundle)) != null) {
            throw new BadBundleException(
                    bundle, "has the value (%s) twice".formatted(matcher.group(1)), "it was put together by hand");
        }
    }

    private State.Value value(String kind, Path bundle) throws BadBundleException {
        return switch (kind) {
            case "npy" -> numbers(bundle);
            case "txt" -> new State.Value.Text(text(bundle));
            default -> new State.Value.Blob(bytes);
        };
    }

    private State.Value numbers(Path bundle) throws BadBundleException {
        try {
            Npy npy = Npy.open("%s in %s".formatted(name, bundle), bytes);
            if (npy.type().equals("i4") && npy.axes() == 1) {
                return new State.Value.Whole(npy.ints());
            } else if (npy.type().matches("f[48]") && npy.axes() == 2) {
                Matrix matrix = npy.matrix();
                return new State.Value.Numbers(matrix);
            }
            throw new BadBundleException(
                    bundle,
                    "holds (%s) in (%d) axes in its entry (%s), not a matrix of float32 or float64 or a list of int32"
                            .formatted(npy.type(), npy.axes(), name),
                    "a later version wrote it");
        } catch (BadBundleException e) {
            throw e;
        } catch (IOException e) {
            throw new BadBundleException(
                    bundle, "has no array in its entry (%s): %s".formatted(name, plain(e)), "write it again", e);
        }
    }

    private static String plain(IOException e) {
        String message = String.valueOf(e.getMessage());
        int maybe = message.indexOf(". Maybe ");
        return maybe < 0 ? message : message.substring(0, maybe);
    }

    /** The bytes as a text. */
    String text(Path bundle) throws BadBundleException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadBundleException(
                    bundle, "has an entry (%s) that is not UTF-8".formatted(name), "write it again", e);
        }
    }
}
