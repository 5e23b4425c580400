package dev.quarry.dataset.embed;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.quarry.dataset.BadDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Texts as ids of tokens, by a tokenizer.json. Its special tokens are added. */
final class Tokeniser implements AutoCloseable {

    private final HuggingFaceTokenizer tokenizer;

    private Tokeniser(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * A text as tokens.
     *
     * @param ids of the tokens
     * @param types which of two texts each belongs to; all 0 for one text
     * @param truncated whether the text had more tokens
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Tokens(long[] ids, long[] types, boolean truncated) {}

    /**
     * Loads a tokenizer.
     *
     * @param maxLength the most tokens of a text, special ones included
     */
    static Tokeniser open(Path file, int maxLength) throws IOException {
        stayAtHome();
        Map<String, String> options = Map.of(
                "padding",
                "false",
                "truncation",
                "true",
                "maxLength",
                Integer.toString(maxLength),
                "modelMaxLength",
                Integer.toString(maxLength));
        try (ByteArrayInputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            return new Tokeniser(HuggingFaceTokenizer.newInstance(in, options));
        } catch (RuntimeException e) {
            throw new BadDataException(
                    "The tokenizer (%s) cannot be loaded: %s. Maybe it is no tokenizer.json of Hugging Face, or a newer one than this library knows."
                            .formatted(
                                    file,
                                    String.valueOf(e.getMessage())
                                            .replaceAll("\\s+", " ")
                                            .replaceAll("[. ]+$", "")),
                    e);
        }
    }

    /**
     * The library reports its use to a server and may download its native part, unless told otherwise; it is in the jar.
     * What somebody has set already stays.
     */
    private static void stayAtHome() {
        Map<String, String> settings =
                Map.of("ai.djl.offline", "true", "OPT_OUT_TRACKING", "true", "RUST_FLAVOR", "cpu");
        settings.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }

    Tokens encode(String text) {
        Encoding encoding = tokenizer.encode(text);
        return new Tokens(encoding.getIds(), encoding.getTypeIds(), encoding.exceedMaxLength());
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
