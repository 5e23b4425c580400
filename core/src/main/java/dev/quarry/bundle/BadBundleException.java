package dev.quarry.bundle;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is no bundle, or a damaged one; the message names the file, the place and what to try. */
public final class BadBundleException extends IOException {

    private static final long serialVersionUID = 1;

    BadBundleException(Path file, String what, String maybe) {
        super("The bundle (%s) %s. Maybe %s.".formatted(file, what, maybe));
    }

    BadBundleException(Path file, String what, String maybe, Throwable cause) {
        this(file, what, maybe);
        initCause(cause);
    }
}
