package dev.quarry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quarry docs}: the pages of acquisitions and strategies. */
@Command(
        name = "docs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes a page with a picture of what it picks for every acquisition and strategy, and an index.")
final class DocsCommand implements Callable<Integer> {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "where the pages go; pages of parts that are no more are removed with --force")
    private Path out = Path.of("docs/strategies");

    @Option(names = "--force", description = "replaces what the folder holds")
    private boolean force;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        OutFolder.requireFree(out, force);
        int all = StrategyPages.count();
        int[] begun = {0};
        Map<String, String> files = StrategyPages.files(part -> {
            spec.commandLine().getErr().print("\r%d of %d pages ".formatted(++begun[0], all));
            spec.commandLine().getErr().flush();
        });
        spec.commandLine().getErr().println();
        try (OutFolder folder = OutFolder.open(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.file(file.getKey()), file.getValue());
            }
            folder.finish(pages(out));
        }
        spec.commandLine().getOut().println("%d pages in %s".formatted(all, out));
        return 0;
    }

    /** The pages and pictures that a folder holds. */
    private static Set<String> pages(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md") || name.endsWith(".svg"))
                    .collect(Collectors.toSet());
        }
    }
}
