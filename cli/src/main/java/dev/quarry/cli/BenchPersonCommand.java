package dev.quarry.cli;

import dev.quarry.cli.bench.PersonBench;
import dev.quarry.cli.bench.PersonBench.Course;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quarry bench person}: what the app saves a person. */
@Command(
        name = "person",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Labels a folder of pictures through the app as a careful person would, with the true labels, and says "
                    + "how many labels it takes until the model is nearly as good as with all of them."
        },
        footer = {"", "  quarry bench person --pictures clothing-photos"})
final class BenchPersonCommand implements Callable<Integer> {

    @Option(
            names = "--pictures",
            paramLabel = "DIR",
            required = true,
            description = "pictures, one folder for each class")
    private Path pictures = Path.of("");

    @Option(
            names = "--strategy",
            paramLabel = "SPEC",
            description = "what chooses; may be given several times (that of the app, and random)")
    private List<String> strategies = List.of("prefilter{factor: 10, by: margin, of: ranked-batch}", "random");

    @Option(
            names = "--learner",
            paramLabel = "SPEC",
            defaultValue = "random-forest",
            description = "what learns (${DEFAULT-VALUE})")
    private String learner = "random-forest";

    @Option(names = "--batch", defaultValue = "10", description = "labels between two trainings (${DEFAULT-VALUE})")
    private int batch;

    @Option(names = "--seeds", defaultValue = "10", description = "how often all of it is done (${DEFAULT-VALUE})")
    private int seeds;

    @Option(
            names = "--share",
            defaultValue = "0.9",
            description = "how near to the accuracy with all labels is near enough (${DEFAULT-VALUE})")
    private double share;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<Course> courses = new PersonBench(pictures, strategies, learner, batch, seeds, share)
                .run(spec.commandLine().getErr());
        TextTable table = new TextTable().right(1, 2, 3, 4, 5);
        table.row(
                "strategy", "all labels", "accuracy then", "labels to %.0f %%".formatted(100 * share), "least", "most");
        for (String strategy : strategies) {
            List<Course> own = courses.stream()
                    .filter(one -> one.strategy().equals(strategy))
                    .toList();
            IntStream needed = own.stream().mapToInt(one -> one.labelsTo(share));
            var numbers = needed.summaryStatistics();
            table.row(
                    strategy,
                    "%d".formatted(own.getFirst().curve().getLast().labels()),
                    "%.3f"
                            .formatted(own.stream()
                                    .mapToDouble(Course::full)
                                    .average()
                                    .orElse(0)),
                    "%.1f".formatted(numbers.getAverage()),
                    "%d".formatted(numbers.getMin()),
                    "%d".formatted(numbers.getMax()));
        }
        out.print(table);
        out.flush();
        return 0;
    }
}
