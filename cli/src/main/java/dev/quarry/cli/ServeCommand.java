package dev.quarry.cli;

import dev.quarry.server.web.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quarry serve}: the app. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts the app: label in the browser what teaches a model most.",
        footer = {
            "",
            "The address that is printed logs in once. Ctrl-C stops the app; nothing that was labelled is lost.",
            "",
            "  quarry serve",
            "  quarry serve --data /srv/quarry \\",
            "      --database postgresql://quarry:secret@db/quarry"
        })
final class ServeCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the folder of the installation (.quarry in your home folder)")
    private Path data = Path.of(System.getProperty("user.home"), ".quarry");

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "a PostgreSQL database for a team instead of the embedded one")
    private @Nullable String database;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + Settings.PORT,
            description = "the port to listen on; 0 for any that is free (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "the address to listen on; others can reach any but (${DEFAULT-VALUE})")
    private String bind = "127.0.0.1";

    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            description = "a further name by which the app is called; may be given several times")
    private List<String> hostNames = new ArrayList<>();

    @Option(
            names = "--allow",
            paramLabel = "DIR",
            description = "a folder whose files may be used without uploading them; may be given several times")
    private List<Path> roots = new ArrayList<>();

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            description =
                    "a folder with runs of (quarry simulate) to show beside those in the folder of the installation; may be given several times")
    private List<Path> runs = new ArrayList<>();

    @Option(names = "--https", description = "a proxy in front of the app speaks https")
    private boolean https;

    @Option(names = "--no-browser", description = "do not open a browser")
    private boolean noBrowser;

    @Option(
            names = "--rehearse",
            hidden = true,
            description = "starts on an empty folder, opens the page once and ends: what a start-up cache is made from")
    private boolean rehearse;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (rehearse) {
            Rehearsal.run();
            return 0;
        }
        Settings settings = new Settings(data, database, bind, port, hostNames, roots, https, runs);
        try (OpenApp app = OpenApp.start(settings)) {
            app.stay(spec.commandLine().getOut(), !noBrowser);
        }
        return 0;
    }
}
