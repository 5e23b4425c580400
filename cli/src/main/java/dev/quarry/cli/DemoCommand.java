package dev.quarry.cli;

import dev.quarry.cli.bench.CarefulPerson;
import dev.quarry.cli.bench.Visitor;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.catalogue.Datasets;
import dev.quarry.lab.Contender;
import dev.quarry.lab.RunFolder;
import dev.quarry.learn.Learner;
import dev.quarry.part.Parts;
import dev.quarry.server.web.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quarry demo}: the tour. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares four strategies on generated data and writes a report, which takes a minute. At a terminal the app "
                    + "follows, with a project of generated pictures that is ready to be labelled."
        })
final class DemoCommand implements Callable<Integer> {

    private static final String DATA = "gaussian-clusters{n: 3000, classes: 8, separation: 8, imbalance: 10}";
    private static final String STRATEGIES = "margin, k-center, badge";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "quarry-report/demo",
            description = "where the report goes (${DEFAULT-VALUE}); an earlier demo there is replaced")
    private Path out = Path.of("quarry-report/demo");

    @Option(names = "--no-app", description = "end with the report")
    private boolean noApp;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        int code = compare();
        if (code == 0 && !noApp) {
            app();
        }
        return code;
    }

    private int compare() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Dataset dataset = Datasets.open(DATA, List.of(), 0);
        dev.quarry.lab.Settings settings = new dev.quarry.lab.Settings(
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

    /** A project to label, and the app opened on it where somebody sits at a terminal. */
    private void app() throws IOException, InterruptedException {
        PrintWriter text = spec.commandLine().getOut();
        Path data = out.resolve("app");
        try (OpenApp app = OpenApp.start(Settings.local(data).withPort(0))) {
            Visitor owner = Visitor.entering(app.server().ownersAddress());
            if (owner.get("/api/v1/projects").good().isEmpty()) {
                sample(owner);
            }
            text.println();
            if (!Terminal.isThere()) {
                text.println("Now label yourself: quarry serve --data %s".formatted(data));
                text.flush();
                return;
            }
            text.println("Now label yourself: 300 generated pictures of five shapes wait for you.");
            app.stay(text, true);
        }
    }

    /** Pictures with the features that are chosen by default, so that the first model comes by itself. */
    private static void sample(Visitor owner) {
        String project = "/api/v1/projects/"
                + owner.post("/api/v1/samples", Map.of("name", "shapes"))
                        .good()
                        .path("id")
                        .asString();
        CarefulPerson.usualFeatures(owner, project);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}
