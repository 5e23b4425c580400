package dev.quarry.dataset;

import java.io.IOException;

/** Data that cannot be read: one sentence with the file, the place, the value, and what to try. */
public final class BadDataException extends IOException {

    /** A refusal with its sentence. */
    public BadDataException(String sentence) {
        super(sentence);
    }

    /** A refusal with its sentence and what lies behind it. */
    public BadDataException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
