package dev.quarry.part;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What somebody wrote where a part or a hyper-parameter is expected, before it is known what it means. Text notation:
 *
 * <pre>
 * margin
 * random-forest{trees: 200}
 * subpool{size: 1000, of: ensemble{members: 5, acquisition: vote-entropy}}
 * split{first: margin, second: [a, b]}
 * csv{file: "C:\\data\\a, b.csv"}
 * </pre>
 *
 * <p>A text that holds one of <code>{}[],:"</code> or a backslash, that begins or ends with a blank or is empty stands
 * in double quotes; inside them a backslash makes the next character literal.
 */
public sealed interface Spec {

    /** A word, a number or a quoted text: {@code margin}, {@code 0.5}, {@code "a, b"}. */
    record Word(String text) implements Spec {
        @Override
        public String toString() {
            return SpecReader.quoted(text);
        }
    }

    /** A part with some of its components: {@code ensemble{members: 5}}. */
    record Call(String name, Map<String, Spec> components) implements Spec {
        /** Keeps the order of writing. */
        public Call {
            components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
        }

        @Override
        public String toString() {
            return components.isEmpty()
                    ? name
                    : name
                            + components.entrySet().stream()
                                    .map(e -> e.getKey() + ": " + e.getValue())
                                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /** A list: {@code [a, b]}. */
    record Many(List<Spec> items) implements Spec {
        /** Copies the list. */
        public Many {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return items.stream().map(Spec::toString).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /**
     * Reads one specification.
     *
     * @throws IllegalArgumentException if the text is not one; the message names the place
     */
    static Spec parse(String text) {
        return new SpecReader(text).one();
    }

    /** Reads specifications separated by commas; commas inside braces and brackets do not separate. */
    static List<Spec> parseList(String text) {
        return new SpecReader(text).list();
    }
}
