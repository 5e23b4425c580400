package dev.quarry.cli;

import dev.quarry.cli.bench.AppBench;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quarry bench app}: how long the app makes people wait. */
@Command(
        name = "app",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Times what people wait for in the app, over HTTP on a generated project, beside its budget.",
        footer = {
            "",
            "  quarry bench app --items 100000 --columns 512",
            "  quarry bench app --items 1000000 --columns 16"
        })
final class BenchAppCommand implements Callable<Integer> {

    @Option(names = "--items", defaultValue = "100000", description = "items of the project (${DEFAULT-VALUE})")
    private int items;

    @Option(names = "--columns", defaultValue = "512", description = "features of an item (${DEFAULT-VALUE})")
    private int columns;

    @Option(names = "--classes", defaultValue = "10", description = "classes (${DEFAULT-VALUE})")
    private int classes;

    @Option(names = "--labels", defaultValue = "2000", description = "labels that models learn from (${DEFAULT-VALUE})")
    private int labels;

    @Option(names = "--repeats", defaultValue = "100", description = "how often each is done (${DEFAULT-VALUE})")
    private int repeats;

    @Option(names = "--data", paramLabel = "DIR", description = "keep the installation here; thrown away by default")
    private @Nullable Path data;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        TextTable table = new TextTable().right(1, 2, 3, 4);
        table.row("what", "budget ms", "p50 ms", "p95 ms", "times");
        for (AppBench.Waited one : new AppBench(items, columns, classes, labels, repeats).run(data, err)) {
            table.row(
                    one.what(),
                    one.budget() == 0 ? "" : "%d".formatted(one.budget()),
                    "%.1f".formatted(one.quantile(0.5)),
                    "%.1f".formatted(one.quantile(0.95)),
                    "%d".formatted(one.millis().size()));
        }
        out.println(table);
        out.flush();
        return 0;
    }
}
