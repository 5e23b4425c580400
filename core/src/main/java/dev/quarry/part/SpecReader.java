package dev.quarry.part;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the text notation of {@link Spec}. */
final class SpecReader {

    private static final String SPECIAL = "{}[],:\"\\";

    /** Deeper than anything that means something, and not so deep that reading it could exhaust the stack. */
    private static final int DEEPEST = 64;

    private final String text;
    private int at;
    private int depth;

    SpecReader(String text) {
        this.text = text;
    }

    Spec one() {
        Spec spec = value();
        skipBlanks();
        if (at < text.length()) {
            throw wrong("expected the end");
        }
        return spec;
    }

    List<Spec> list() {
        List<Spec> specs = new ArrayList<>();
        do {
            specs.add(value());
            skipBlanks();
        } while (accept(','));
        if (at < text.length()) {
            throw wrong("expected a comma or the end");
        }
        return specs;
    }

    /** A text as it must be written to be read back: in quotes if it needs them. */
    static String quoted(String text) {
        if (!text.isEmpty() && text.equals(text.strip()) && text.chars().allMatch(c -> SPECIAL.indexOf(c) < 0)) {
            return text;
        }
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private Spec value() {
        if (++depth > DEEPEST) {
            throw wrong("it is nested deeper than (%d)".formatted(DEEPEST));
        }
        Spec value = valueHere();
        depth--;
        return value;
    }

    private Spec valueHere() {
        skipBlanks();
        if (accept('[')) {
            return many();
        } else if (accept('"')) {
            return new Spec.Word(quotedText());
        }
        String word = word();
        return accept('{') ? new Spec.Call(word, components()) : new Spec.Word(word);
    }

    private Spec many() {
        List<Spec> items = new ArrayList<>();
        skipBlanks();
        if (accept(']')) {
            return new Spec.Many(items);
        }
        do {
            items.add(value());
            skipBlanks();
        } while (accept(','));
        expect(']');
        return new Spec.Many(items);
    }

    private Map<String, Spec> components() {
        Map<String, Spec> components = new LinkedHashMap<>();
        skipBlanks();
        if (accept('}')) {
            return components;
        }
        do {
            skipBlanks();
            String key = word();
            skipBlanks();
            expect(':');
            if (components.put(key, value()) != null) {
                throw wrong("the key (%s) comes twice".formatted(key));
            }
            skipBlanks();
        } while (accept(','));
        expect('}');
        return components;
    }

    /** The rest of a quoted text and its closing quote. */
    private String quotedText() {
        StringBuilder read = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at < text.length()) {
                read.append(text.charAt(at++));
            }
        }
        expect('"');
        return read.toString();
    }

    private String word() {
        int start = at;
        while (at < text.length() && SPECIAL.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at).strip();
        if (word.isEmpty()) {
            throw wrong("expected a name or a value");
        }
        return word;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean accept(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw wrong("expected (%c)".formatted(wanted));
        }
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(
                "(%s) cannot be read at character (%d): %s. Maybe write it like (name{key: value}), in quotes for the shell."
                        .formatted(text, at + 1, why));
    }
}
