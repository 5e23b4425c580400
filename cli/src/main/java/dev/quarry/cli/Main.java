package dev.quarry.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code quarry}: what a terminal calls. */
@Command(
        name = "quarry",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Active learning: which items of an unlabelled pool are worth a person's time.")
public final class Main implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /** Runs a command and exits: 0 done, 1 the work failed, 2 the call was wrong. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    /** Without a command there is only help. */
    @Override
    public void run() {
        if (spec != null) {
            PrintWriter out = spec.commandLine().getOut();
            spec.commandLine().usage(out);
        }
    }

    /** The version in the manifest of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"quarry " + (version == null ? "(not packaged)" : version)};
        }
    }
}
