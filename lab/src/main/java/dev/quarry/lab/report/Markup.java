package dev.quarry.lab.report;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML and SVG that is well-formed XML as well: every element is closed, every text and attribute escaped. */
public final class Markup {

    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are names and values in turn. */
    public Markup open(String element, Object... attributes) {
        start(element, attributes).append('>');
        open.push(element);
        return this;
    }

    /** Closes the element that was opened last. */
    public Markup close() {
        text.append("</").append(open.pop()).append(">");
        if (open.size() < 6) {
            text.append('\n');
        }
        return this;
    }

    /** An element that never has content: the void elements of HTML, and shapes of SVG. */
    public Markup empty(String element, Object... attributes) {
        start(element, attributes).append("/>");
        return this;
    }

    /** A spot of colour. It has no content, but HTML wants it closed. */
    public Markup spot(Object... attributes) {
        start("i", attributes).append("></i>");
        return this;
    }

    /** An element that holds a text. */
    public Markup leaf(String element, String content, Object... attributes) {
        return open(element, attributes).text(content).close();
    }

    /** A text. */
    public Markup text(String content) {
        text.append(escape(content));
        return this;
    }

    /** Markup that is finished: style sheets, scripts, other charts. */
    public Markup raw(String finished) {
        text.append(finished);
        return this;
    }

    /** What was written; everything must be closed. */
    public String done() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("The element (%s) is still open.".formatted(open.peek()));
        }
        return text.toString();
    }

    private StringBuilder start(String element, Object... attributes) {
        text.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            String written = value instanceof Double number ? coordinate(number) : escape(value.toString());
            text.append(' ').append(attributes[i]).append("=\"").append(written).append('"');
        }
        return text;
    }

    /** A coordinate to a tenth of a pixel, without zeros at its end. */
    public static String coordinate(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }

    /** Text as XML may hold it: the five special characters escaped, characters that XML forbids replaced. */
    static String escape(String plain) {
        StringBuilder safe = new StringBuilder(plain.length());
        plain.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
        });
        return safe.toString();
    }

    private static boolean allowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c < 0xD800)
                || (c > 0xDFFF && c < 0xFFFE)
                || c > 0xFFFF;
    }
}
