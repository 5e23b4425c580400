package dev.quarry.dataset.embed;

import dev.quarry.dataset.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a tokenizer.json says beside its vocabulary.
 *
 * @param maxLength the most tokens of a text; 0 where it does not say
 * @param padding the id of the token that fills up
 */
record TokenizerFile(int maxLength, long padding) {

    static TokenizerFile read(Path file) throws IOException {
        int maxLength = 0;
        int padding = 0;
        boolean model = false;
        try (InputStream in = Files.newInputStream(file);
                JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw none(file, null);
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                switch (name) {
                    case "model" -> {
                        model = json.currentToken() == JsonToken.START_OBJECT;
                        json.skipChildren();
                    }
                    case "truncation" -> maxLength = number(json, "max_length", maxLength);
                    case "padding" -> padding = number(json, "pad_id", padding);
                    default -> json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw none(file, e);
        }
        if (!model) {
            throw none(file, null);
        }
        return new TokenizerFile(maxLength, padding);
    }

    /** A number of the object that begins here. */
    private static int number(JsonParser json, String wanted, int otherwise) {
        int found = otherwise;
        if (json.currentToken() == JsonToken.START_OBJECT) {
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                if (json.nextToken() == JsonToken.VALUE_NUMBER_INT && name.equals(wanted)) {
                    found = json.getIntValue();
                }
                json.skipChildren();
            }
        }
        return found;
    }

    private static BadDataException none(Path file, @Nullable Exception cause) {
        String sentence =
                "The tokenizer (%s) is no tokenizer.json of Hugging Face: a JSON object with its vocabulary in (model). Maybe it is another file of the same folder."
                        .formatted(file);
        return cause == null ? new BadDataException(sentence) : new BadDataException(sentence, cause);
    }
}
