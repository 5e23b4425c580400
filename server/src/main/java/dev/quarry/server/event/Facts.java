package dev.quarry.server.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Facts as text and back. The text names a type from a closed list, never a class. */
public final class Facts {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private static final Map<String, Class<?>> BY_TYPE = Arrays.stream(Fact.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Facts::type, Function.identity()));

    private Facts() {}

    /** {@code ItemsAdded} as {@code items.added}. */
    static String type(Class<?> fact) {
        return fact.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", ".").toLowerCase(Locale.ROOT);
    }

    /** The text of a fact, on one line. */
    public static String write(Fact fact) {
        return JSON.writeValueAsString(fact);
    }

    /**
     * The fact of a text.
     *
     * @throws IllegalArgumentException if the type is unknown or the text is not one of that type
     */
    public static Fact read(String type, String text) {
        Class<?> fact = BY_TYPE.get(type);
        if (fact == null) {
            throw new IllegalArgumentException(
                    "The log holds an event of the type (%s), which this version does not know. Maybe it was written by a newer one."
                            .formatted(type));
        }
        try {
            return (Fact) JSON.readValue(text, fact);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "The log holds an event of the type (%s) that cannot be read: %s.".formatted(type, text), e);
        }
    }
}
