package dev.quarry.cli;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.catalogue.Datasets;
import dev.quarry.lab.Contender;
import dev.quarry.lab.RunFolder;
import dev.quarry.lab.Settings;
import dev.quarry.learn.Learner;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quarry demo}: the tour. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Compares four strategies on generated data and writes a report; takes a minute.")
final class DemoCommand implements Callable<Integer> {

    private static final String DATA = "gaussian-clusters{n: 3000, classes: 8, separation: 8, imbalance: 10}";
    private static final String STRATEGIES = "margin, k-center, badge";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "quarry-report/demo",
            description = "where the report goes (${DEFAULT-VALUE}); an earlier demo there is replaced")
    private Path out = Path.of("quarry-report/demo");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Dataset dataset = Datasets.open(DATA, List.of(), 0);
        Settings settings = new Settings(
                        Parts.read(Learner.class, "random-forest{trees: 50}"), Contender.readAll(STRATEGIES))
                .withLabels(12, 6, 150)
                .withSeeds(10, 0);
        err.println("%,d points in the plane, %d classes, the rarest a tenth as frequent as the commonest."
                .formatted(dataset.size(), dataset.classes().size()));
        err.println(
                "A random forest is fitted again after every 6 labels, and each strategy chooses which 6 come next:");
        err.println("from 12 labels to 150, ten times over from different starts.");
        err.println();
        err.flush();
        return new ComparisonRun(dataset, settings, out, RunFolder.Existing.REPLACE, processors())
                .run(spec.commandLine().getOut(), err, false);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}
