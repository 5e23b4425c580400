package dev.quarry.cli;

import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry: {@code quarry COMMAND …}. */
@Command(
        name = "quarry",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Active learning: which items of an unlabelled pool are worth a person's time to label.",
        footer = {
            "",
            "Exit codes: 0 done, 1 the work failed, 2 the call was wrong.",
            "A part is written as name or name{key: value}, for example random-forest{trees: 200}."
        })
public final class Main implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            ServeCommand.class,
            AccountCommand.class,
            RebuildCommand.class,
            SimulateCommand.class,
            SelectCommand.class,
            ScoreCommand.class,
            FitCommand.class,
            PredictCommand.class,
            EmbedCommand.class,
            ZeroShotCommand.class,
            DatasetsCommand.class,
            PartsCommands.Strategies.class,
            PartsCommands.Acquisitions.class,
            PartsCommands.Learners.class,
            PartsCommands.Features.class,
            DocsCommand.class,
            BenchCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        Log.nowhere();
        System.exit(execute(args));
    }

    static int execute(String... args) {
        CommandLine commandLine = commandLine(args);
        try {
            return commandLine.execute(args);
        } finally {
            commandLine.getOut().flush();
            commandLine.getErr().flush();
        }
    }

    /**
     * What understands these arguments: the command that is called, or all of them where it is none. To look into all takes
     * a while.
     */
    static CommandLine commandLine(String... args) {
        List<Class<?>> called = COMMANDS.stream()
                .filter(one -> args.length > 0
                        && one.getAnnotation(Command.class).name().equals(args[0]))
                .toList();
        CommandLine commandLine = new CommandLine(new Main());
        (called.isEmpty() ? COMMANDS : called).forEach(commandLine::addSubcommand);
        return commandLine
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Main::wrongCall)
                .setExecutionExceptionHandler(Main::failedWork);
    }

    /** One sentence, the usage in one line, exit code 2. */
    private static int wrongCall(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText(sentence(e)));
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("See (%s --help).".formatted(command.getCommandSpec().qualifiedName()));
        }
        return CommandLine.ExitCode.USAGE;
    }

    /** One sentence, exit code 1; the stack trace only for who asks for it. */
    private static int failedWork(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println(command.getColorScheme().errorText(sentence(e)));
        if (System.getenv("QUARRY_STACK_TRACES") != null) {
            e.printStackTrace(command.getErr());
        }
        return e instanceof WrongCall ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    private static String sentence(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return "There is no file (%s).".formatted(missing.getFile());
        } else if (e instanceof AccessDeniedException denied) {
            return "The file (%s) may not be read or written. Maybe it belongs to somebody else."
                    .formatted(denied.getFile());
        } else if (e instanceof FileSystemException system && system.getReason() != null) {
            return "The file (%s) cannot be read or written: %s.".formatted(system.getFile(), system.getReason());
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** Reads a part from the command line; what is wrong with it is a wrong call. */
    static <P extends Part> P part(Class<P> kind, String text) {
        try {
            return Parts.read(kind, text);
        } catch (IllegalArgumentException e) {
            throw new WrongCall(e);
        }
    }
}
