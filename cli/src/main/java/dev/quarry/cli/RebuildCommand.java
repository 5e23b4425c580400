package dev.quarry.cli;

import dev.quarry.server.upkeep.Installation;
import dev.quarry.server.upkeep.Rebuilding;
import dev.quarry.server.upkeep.Rebuilding.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quarry rebuild}: everything that is derived, anew from the log. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Checks the log of the app and derives everything else anew from it.",
        footer = {
            "",
            "The app must not run meanwhile. The log and what was uploaded are only read; features and predictions that do "
                    + "not fit the log are removed and computed again when they are needed."
        })
final class RebuildCommand implements Callable<Integer> {

    @Mixin
    private InstallationOptions installation = new InstallationOptions();

    @Option(names = "--check", description = "changes nothing; exit code 1 if something does not fit")
    private boolean check;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Report report;
        try (Installation opened = installation.open()) {
            report = Rebuilding.of(opened, !check);
        }
        out.println("%,d events add up; %,d projects were derived anew.".formatted(report.events(), report.projects()));
        report.unfit().forEach(file -> out.println((check ? "Does not fit the log: " : "Removed: ") + file));
        report.wrong().forEach(out::println);
        boolean sound = report.wrong().isEmpty() && (report.unfit().isEmpty() || !check);
        out.println(sound ? "Everything fits." : "Not everything fits.");
        return sound ? 0 : 1;
    }
}
