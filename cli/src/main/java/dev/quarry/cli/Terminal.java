package dev.quarry.cli;

import java.io.Console;
import picocli.CommandLine.Model.CommandSpec;

/** The terminal in front of a person, if there is one. */
final class Terminal {

    private Terminal() {}

    /** Whether input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // Java 25 gives null again where there is no terminal
    static boolean isThere() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** How many letters a line has; as many as one likes where nobody sees it. */
    static int width(CommandSpec spec) {
        return isThere() ? spec.usageMessage().width() : Integer.MAX_VALUE;
    }
}
