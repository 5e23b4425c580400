package dev.quarry.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * What a call of a command gave.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it said
 */
record Called(int code, String out, String err) {

    /** Calls a command in this process. */
    static Called with(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        String[] texts = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        int code = commandLine.execute(texts);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return new Called(code, out.toString(), err.toString());
    }

    /** The lines it printed. */
    List<String> lines() {
        return out.lines().toList();
    }
}
