package dev.quarry.part;

import java.util.Locale;

/** Hyper-parameters that are a single word: numbers, truth values, texts and enumerations. */
final class Scalars {

    private Scalars() {}

    /**
     * The value that a word means where a type is expected.
     *
     * @param where the parameter, for the sentence that refuses
     */
    static Object read(String text, Class<?> type, String where) {
        try {
            if (type == int.class) {
                return Integer.parseInt(text);
            } else if (type == long.class) {
                return Long.parseLong(text);
            } else if (type == double.class) {
                return Double.parseDouble(text);
            } else if (type == boolean.class && (text.equals("true") || text.equals("false"))) {
                return Boolean.parseBoolean(text);
            } else if (type == String.class) {
                return text;
            } else if (type.isEnum()) {
                for (Object constant : type.getEnumConstants()) {
                    if (enumName(constant).equals(text)) {
                        return constant;
                    }
                }
                throw new IllegalArgumentException(
                        Parts.unknown("value of (%s)".formatted(where), text, Parts.constants(type)));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("(%s) must be %s, not (%s).".formatted(where, article(type), text), e);
        }
        throw new IllegalArgumentException("(%s) must be %s, not (%s).".formatted(where, article(type), text));
    }

    /** A constant in kebab case, as files write it. */
    static String enumName(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A type in the words of a refusal: "must be …". */
    static String article(Class<?> type) {
        if (type == int.class || type == long.class) {
            return "a whole number";
        } else if (type == double.class) {
            return "a number";
        } else if (type == boolean.class) {
            return "(true) or (false)";
        } else if (type.isEnum()) {
            return "one of " + Parts.constants(type);
        }
        return "a text";
    }
}
