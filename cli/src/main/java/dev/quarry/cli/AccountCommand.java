package dev.quarry.cli;

import dev.quarry.server.account.Accounts.Entry;
import dev.quarry.server.upkeep.Installation;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quarry account}: who may use the app. */
@Command(
        name = "account",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks after the accounts of the app, while it does not run.",
        subcommands = {
            AccountCommand.Create.class,
            AccountCommand.All.class,
            AccountCommand.Disable.class,
            AccountCommand.Link.class
        })
final class AccountCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Does something with an installation and closes it. */
    @FunctionalInterface
    private interface Work {
        void with(Installation installation) throws IOException;
    }

    private static int work(InstallationOptions options, Work work) throws IOException {
        try (Installation installation = options.open()) {
            work.with(installation);
            return 0;
        } catch (IllegalArgumentException | NoSuchElementException e) {
            throw new WrongCall(String.valueOf(e.getMessage()));
        }
    }

    /** Links, which name the place at which the app is reached. */
    static final class Links {

        private static final String ADDRESS = "http://localhost:7777";

        @Option(
                names = "--address",
                paramLabel = "URL",
                defaultValue = ADDRESS,
                description = "where the app is, for the link (${DEFAULT-VALUE})")
        private String address = ADDRESS;

        void print(PrintWriter out, Installation installation, String name) {
            out.println("This address logs (%s) in, once, within a week:".formatted(name));
            out.println();
            out.println("  " + installation.accounts().invite(name, address.replaceAll("/+$", "")));
            out.println();
        }
    }

    /** {@code quarry account create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Makes an account and prints a link that logs it in once.",
            footer = {"", "  quarry account create ana --owner", "  quarry account create ben --password"})
    static final class Create implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "NAME", description = "the name to log in by")
        private String name = "";

        @Option(names = "--owner", description = "it owns the installation: makes projects, looks after accounts")
        private boolean owner;

        @Option(names = "--password", description = "asks for a password; otherwise it is chosen after the first login")
        private boolean password;

        @Mixin
        private Links links = new Links();

        @Mixin
        private InstallationOptions installation = new InstallationOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            String chosen = password ? asked() : null;
            return work(installation, opened -> {
                String known = opened.accounts().create(name, chosen, owner).name();
                opened.note(known, owner ? "made, as owner" : "made");
                out.println("There is an account (%s) now.".formatted(known));
                if (chosen == null) {
                    links.print(out, opened, known);
                }
            });
        }

        @SuppressWarnings("SystemConsoleNull") // Java 25 gives null again where there is no terminal
        private static String asked() {
            @Nullable Console console = System.console();
            char[] typed = console == null ? null : console.readPassword("Password: ");
            if (typed == null) {
                throw new WrongCall(
                        "There is no terminal to ask for a password. Maybe leave (--password) out and use the link.");
            }
            return new String(typed);
        }
    }

    /** {@code quarry account list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, sortOptions = false, description = "Lists all accounts.")
    static final class All implements Callable<Integer> {

        @Mixin
        private InstallationOptions installation = new InstallationOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            return work(installation, opened -> {
                TextTable table = new TextTable();
                table.row("name", "role", "logs in by", "since", "last seen");
                for (Entry one : opened.accounts().entries()) {
                    table.row(
                            one.name(),
                            one.owner() ? "owner" : "member",
                            one.disabled() != null ? "disabled" : one.password() ? "password" : "link",
                            day(one.created()),
                            day(one.seen()));
                }
                spec.commandLine().getOut().print(table);
            });
        }

        private static String day(java.time.@Nullable Instant at) {
            return at == null ? "never" : at.toString().substring(0, 10);
        }
    }

    /** {@code quarry account disable}. */
    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lets an account log in no more and ends its sessions and tokens.")
    static final class Disable implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "NAME", description = "which account")
        private String name = "";

        @Option(names = "--undo", description = "lets it log in again")
        private boolean undo;

        @Mixin
        private InstallationOptions installation = new InstallationOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            return work(installation, opened -> {
                opened.accounts().disable(name, !undo);
                opened.note(name, undo ? "enabled" : "disabled");
                spec.commandLine()
                        .getOut()
                        .println(
                                undo
                                        ? "(%s) may log in again.".formatted(name)
                                        : "(%s) may not log in any more.".formatted(name));
            });
        }
    }

    /** {@code quarry account link}. */
    @Command(
            name = "link",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Prints a link that logs an account in once, for who forgot a password.")
    static final class Link implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "NAME", description = "which account")
        private String name = "";

        @Mixin
        private Links links = new Links();

        @Mixin
        private InstallationOptions installation = new InstallationOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            return work(installation, opened -> {
                if (!opened.accounts().isKnown(name)) {
                    throw new IllegalArgumentException(
                            "There is no account (%s) that may log in. Maybe see (quarry account list)."
                                    .formatted(name));
                }
                opened.accounts().reset(name);
                opened.note(name, "given a new link; its password and sessions ended");
                links.print(spec.commandLine().getOut(), opened, name);
            });
        }
    }
}
