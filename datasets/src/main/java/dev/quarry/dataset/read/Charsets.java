package dev.quarry.dataset.read;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;

/** Character sets by name. */
final class Charsets {

    private Charsets() {}

    static Charset named(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(
                    "There is no charset (%s). Maybe (UTF-8), (ISO-8859-1) or (windows-1252).".formatted(name), e);
        }
    }
}
