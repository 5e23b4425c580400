package dev.quarry.dataset.read;

import java.util.Map;

/** Characters by name, since some of them mean something in the notation of parts. */
final class Signs {

    /** Stands for no character at all. */
    static final char NONE = '\0';

    private static final Map<String, Character> NAMES = Map.of(
            "none",
            NONE,
            "comma",
            ',',
            "tab",
            '\t',
            "semicolon",
            ';',
            "colon",
            ':',
            "blank",
            ' ',
            "bar",
            '|',
            "quote",
            '"',
            "apostrophe",
            '\'');

    private Signs() {}

    static char of(String name, String what) {
        Character named = NAMES.get(name);
        if (named != null) {
            return named;
        } else if (name.length() == 1) {
            return name.charAt(0);
        }
        throw new IllegalArgumentException("The %s (%s) is not a character. Maybe one of %s."
                .formatted(what, name, NAMES.keySet().stream().sorted().toList()));
    }
}
