package dev.quarry.server.search;

import dev.quarry.server.search.Query.Relation;
import dev.quarry.server.search.Query.Term;
import dev.quarry.server.search.Query.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads queries, character by character and once: there is no backtracking, so no query takes long to read.
 *
 * <pre>
 * query = { term }
 * term  = [ "-" ] ( key relation values | values )
 * values = value { "|" value }
 * value = [ "~" ] ( '"' anything but quotes '"' | anything but spaces, bars and quotes )
 * </pre>
 */
final class QueryReader {

    /** The longest query, in characters. */
    static final int LONGEST = 2_000;

    /** The most terms of a query. */
    static final int MOST_TERMS = 50;

    /** The most values of a term. */
    static final int MOST_VALUES = 200;

    private final String text;
    private int at;

    QueryReader(String text) {
        this.text = text;
    }

    Query read() {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "The query has (%d) characters; it may have (%d). Maybe keep a part of it as a slice."
                            .formatted(text.length(), LONGEST));
        }
        List<Term> terms = new ArrayList<>();
        for (skipSpace(); at < text.length(); skipSpace()) {
            if (terms.size() == MOST_TERMS) {
                throw new IllegalArgumentException(
                        "The query has more than (%d) terms. Maybe keep a part of it as a slice."
                                .formatted(MOST_TERMS));
            }
            terms.add(term());
        }
        return new Query(terms);
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Term term() {
        int begin = at + 1;
        boolean negated =
                text.charAt(at) == '-' && at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1));
        if (negated) {
            at++;
        }
        String key = key();
        Relation relation = Relation.IS;
        if (key != null) {
            relation = relation();
        }
        List<Value> values = new ArrayList<>();
        values.add(value(begin));
        while (at < text.length() && text.charAt(at) == '|') {
            at++;
            if (values.size() == MOST_VALUES) {
                throw new IllegalArgumentException(
                        "The term at character (%d) has more than (%d) values.".formatted(begin, MOST_VALUES));
            }
            values.add(value(begin));
        }
        return new Term(negated, key, relation, values, begin);
    }

    /** A name before a relation; null, with nothing read, where there is none. */
    private @Nullable String key() {
        int from = at;
        int end;
        String key;
        if (text.charAt(at) == '"') {
            int close = text.indexOf('"', at + 1);
            if (close < 0) {
                return null; // the value says what is wrong
            }
            key = text.substring(at + 1, close);
            end = close + 1;
        } else {
            end = at;
            while (end < text.length() && isKey(text.charAt(end))) {
                end++;
            }
            key = text.substring(from, end);
        }
        if (key.isBlank() || end >= text.length() || ":<>=".indexOf(text.charAt(end)) < 0) {
            return null;
        }
        at = end;
        return key;
    }

    private static boolean isKey(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-';
    }

    private Relation relation() {
        char first = text.charAt(at++);
        boolean orEqual = at < text.length() && text.charAt(at) == '=';
        if (orEqual && first != '=') {
            at++;
        }
        return switch (first) {
            case '<' -> orEqual ? Relation.AT_MOST : Relation.LESS;
            case '>' -> orEqual ? Relation.AT_LEAST : Relation.MORE;
            default -> Relation.IS;
        };
    }

    private Value value(int begin) {
        boolean part = at + 1 < text.length() && text.charAt(at) == '~';
        if (part) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            int close = text.indexOf('"', at + 1);
            if (close < 0) {
                throw new IllegalArgumentException(
                        "The quote at character (%d) of the query is not closed.".formatted(at + 1));
            }
            String quoted = text.substring(at + 1, close);
            at = close + 1;
            return require(new Value(quoted, true, part), begin);
        }
        int from = at;
        while (at < text.length() && isValue(text.charAt(at))) {
            at++;
        }
        return require(new Value(text.substring(from, at), false, part), begin);
    }

    private static boolean isValue(char c) {
        return !Character.isWhitespace(c) && c != '|' && c != '"';
    }

    private static Value require(Value value, int begin) {
        if (value.text().isBlank()) {
            throw new IllegalArgumentException(
                    "The term at character (%d) of the query has no value. Maybe something is missing behind it."
                            .formatted(begin));
        }
        return value;
    }
}
