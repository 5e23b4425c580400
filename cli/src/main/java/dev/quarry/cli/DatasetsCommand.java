package dev.quarry.cli;

import dev.quarry.dataset.DataFile;
import dev.quarry.dataset.Generator;
import dev.quarry.dataset.catalogue.Catalogue;
import dev.quarry.dataset.catalogue.CatalogueEntry;
import dev.quarry.dataset.catalogue.FetchListener;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quarry datasets}: what there is to try things on. */
@Command(
        name = "datasets",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Published datasets and generators.",
        subcommands = {
            DatasetsCommand.ListAll.class,
            DatasetsCommand.Show.class,
            DatasetsCommand.Fetch.class,
            DatasetsCommand.Verify.class
        })
final class DatasetsCommand implements Callable<Integer> {

    private static final Path HOME = Path.of(System.getProperty("user.home", "."), ".quarry", "data");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return new ListAll(spec).call();
    }

    private static CatalogueEntry entry(String name) {
        try {
            return Catalogue.find(name);
        } catch (IllegalArgumentException e) {
            throw new WrongCall(e);
        }
    }

    private static @Nullable Path located(CatalogueEntry entry, List<Path> folders) {
        try {
            return entry.locate(folders);
        } catch (IOException e) {
            return null; // not there: that is what the caller asks
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists datasets and generators.")
    static final class ListAll implements Callable<Integer> {

        @Mixin
        private DataOptions data = new DataOptions();

        @Option(names = "--json", description = "prints JSON")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        ListAll() {}

        ListAll(CommandSpec spec) {
            this.spec = spec;
        }

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.text(Catalogue.entries().stream()
                        .map(entry -> facts(entry, data.folders()))
                        .toList()));
                return 0;
            }
            TextTable table = new TextTable();
            table.row("NAME", "KIND", "ITEMS", "FEATURES", "CLASSES", "HERE", "WHAT IT IS");
            for (CatalogueEntry entry : Catalogue.entries()) {
                table.row(
                        entry.name(),
                        kind(entry),
                        "%,d".formatted(entry.expected().items()),
                        "%,d".formatted(entry.expected().features()),
                        Integer.toString(entry.expected().classes()),
                        located(entry, data.folders()) == null ? "" : "yes",
                        entry.title());
            }
            out.println(table);
            TextTable generators = new TextTable();
            generators.row("GENERATOR", "WHAT IT MAKES");
            for (PartType generator : Parts.of(Generator.class)) {
                generators.row(generator.name(), generator.about().summary());
            }
            out.println(generators);
            out.println(
                    "(quarry datasets show NAME) tells source, licence and files, or the parameters of a generator.");
            return 0;
        }
    }

    private static String kind(CatalogueEntry entry) {
        return entry.kind().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> facts(CatalogueEntry entry, List<Path> folders) {
        Path here = located(entry, folders);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", entry.name());
        facts.put("title", entry.title());
        facts.put("kind", kind(entry));
        facts.put("items", entry.expected().items());
        facts.put("features", entry.expected().features());
        facts.put("classes", entry.expected().classes());
        facts.put("test", entry.test().toString());
        facts.put("licence", entry.licence());
        facts.put("source", entry.source());
        facts.put("citation", entry.citation());
        facts.put("note", entry.note());
        facts.put("format", Parts.describe(entry.format()));
        facts.put("here", here == null ? "" : here.toString());
        facts.values().removeIf(value -> value.equals(""));
        return facts;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a dataset or a generator.")
    static final class Show implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "the dataset or generator")
        private String name = "";

        @Mixin
        private DataOptions data = new DataOptions();

        @Option(names = "--json", description = "prints JSON")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            PartType generator = Parts.find(Generator.class, name).orElse(null);
            if (generator != null) {
                out.print(
                        json ? Json.text(PartPage.json(generator)) + System.lineSeparator() : PartPage.text(generator));
                return 0;
            }
            CatalogueEntry entry = entry(name);
            Map<String, Object> facts = facts(entry, data.folders());
            if (json) {
                facts.put("files", entry.files().stream().map(Show::fileFacts).toList());
                out.println(Json.text(facts));
                return 0;
            }
            TextTable table = new TextTable();
            facts.forEach((what, value) -> table.row(what, value.toString()));
            out.println(table);
            TextTable files = new TextTable();
            files.row("FILE", "BYTES", "SHA-256");
            entry.files().stream()
                    .limit(20)
                    .forEach(file -> files.row(file.name(), "%,d".formatted(file.bytes()), file.sha256()));
            if (entry.files().size() > 20) {
                files.row("… and %d more".formatted(entry.files().size() - 20));
            }
            out.print(files);
            if (!entry.obtain().isEmpty()) {
                out.println();
                out.println(entry.obtain());
            }
            return 0;
        }

        private static Map<String, Object> fileFacts(DataFile file) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("name", file.name());
            facts.put("bytes", file.bytes());
            facts.put("sha256", file.sha256());
            file.url().ifPresent(url -> facts.put("url", url));
            return facts;
        }
    }

    @Command(name = "fetch", mixinStandardHelpOptions = true, description = "Downloads datasets and checks them.")
    static final class Fetch implements Callable<Integer> {

        @Parameters(arity = "1..*", paramLabel = "NAME", description = "the datasets")
        private List<String> names = List.of();

        @Option(names = "--to", paramLabel = "DIR", description = "the folder for all datasets (.quarry/data at home)")
        private Path to = HOME;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            PrintWriter err = spec.commandLine().getErr();
            for (String name : names) {
                CatalogueEntry entry = entry(name);
                FetchListener shown = (file, bytes) -> {
                    err.print("\r%s  %s  %3d %%".formatted(name, file.name(), 100 * bytes / Math.max(1, file.bytes())));
                    if (bytes >= file.bytes()) {
                        err.println();
                    }
                    err.flush();
                };
                spec.commandLine().getOut().println(entry.fetch(to, shown));
            }
            return 0;
        }
    }

    @Command(name = "verify", mixinStandardHelpOptions = true, description = "Checks files against their SHA-256.")
    static final class Verify implements Callable<Integer> {

        @Parameters(arity = "0..*", paramLabel = "NAME", description = "the datasets; all that are here without it")
        private List<String> names = List.of();

        @Mixin
        private DataOptions data = new DataOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            int broken = 0;
            for (CatalogueEntry entry : names.isEmpty()
                    ? Catalogue.entries()
                    : names.stream().map(DatasetsCommand::entry).toList()) {
                Path folder = located(entry, data.folders());
                if (folder == null) {
                    if (!names.isEmpty()) {
                        entry.locate(data.folders()); // says where it looked
                    }
                    continue;
                }
                try {
                    entry.verify(folder.resolve("..").normalize());
                    out.println("%s: %d files as published"
                            .formatted(entry.name(), entry.files().size()));
                } catch (IOException e) {
                    broken++;
                    out.println("%s: %s".formatted(entry.name(), e.getMessage()));
                }
            }
            return broken == 0 ? 0 : 1;
        }
    }
}
