package dev.quarry.cli;

import dev.quarry.dataset.Dataset;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.lab.Fingerprint;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.ModelBundle;
import dev.quarry.learn.Origin;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quarry fit}: a model in a file. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Fits a learner on labelled data and keeps the model, with all it needs, in one file.",
        footer = {
            "",
            "Test rows are never fitted on. The same call writes the same bytes.",
            "",
            "  quarry fit my.csv --label outcome --learner random-forest --test 0.2 \\",
            "      --out outcome.quarry",
            "  quarry fit photos/ --labels labels.csv \\",
            "      --learner \"logistic-regression{l2: 0.1}\"",
            "  quarry predict new.csv --model outcome.quarry --out predictions"
        })
final class FitCommand implements Callable<Integer> {

    private static final int SHOWN_CLASSES = 10;

    @Parameters(
            index = "0",
            paramLabel = "DATA",
            description = "a name of the catalogue, a generator, a file or a folder; see (quarry datasets)")
    private String data = "";

    @Mixin
    private DataOptions dataOptions = new DataOptions();

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "the label column of your own table, by name or position from 0")
    private @Nullable String label;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "labels from elsewhere: a CSV with columns id and label. Only these rows are fitted on")
    private @Nullable Path labels;

    @Option(
            names = {"-l", "--learner"},
            paramLabel = "PART",
            defaultValue = "logistic-regression",
            description = "what is fitted (${DEFAULT-VALUE}); see (quarry learners)")
    private String learner = "";

    @Option(
            names = "--test",
            paramLabel = "SHARE",
            description = "share of each class to hold out and judge the model on, where the data bring no test rows")
    private @Nullable Double test;

    @Option(names = "--seed", defaultValue = "0", description = "the seed of everything random (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--threads", description = "threads; they never change the model (all processors)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            defaultValue = "model.quarry",
            description = "where the model goes (${DEFAULT-VALUE})")
    private Path out = Path.of("model.quarry");

    @Option(names = "--force", description = "replaces the file if it exists")
    private boolean force;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Learner part = Main.part(Learner.class, learner);
        if (test != null && !(test >= 0 && test < 1)) {
            throw new WrongCall("The share of test rows (%s) must be in [0, 1).".formatted(test));
        } else if (threads < 1) {
            throw new WrongCall("The threads (%d) must be at least 1.".formatted(threads));
        }
        OutFolder.requireFreeFile(out, force);
        DataText text = label == null ? DataText.of(data) : DataText.of(data).with("label", label);
        Dataset dataset = open(text);
        int[] fitted = labelled(dataset, dataset.poolRows());
        if (fitted.length == 0) {
            throw new IllegalArgumentException(
                    "The data (%s) have no labelled row to fit on. Maybe name their label column with (--label), or give labels with (--labels FILE)."
                            .formatted(dataset.name()));
        }
        Matrix features = dataset.features();
        int[] classes = Arrays.stream(fitted).map(dataset::label).toArray();
        TrainingSet examples = TrainingSet.of(
                features.select(fitted), classes, dataset.classes().size());
        Answered<Model> model = fit(part, examples);
        Origin origin = new Origin(Version.number(), dataset.name(), Fingerprint.of(dataset), fitted.length, seed);
        ModelBundle bundle = new ModelBundle(
                part,
                model.result(),
                dataset.classes(),
                features.cols(),
                dataset.featureNames(),
                dataset.learn(),
                text.toString(),
                origin);
        Judged judged = Judged.of(model.result(), dataset, features, labelled(dataset, dataset.testRows()));
        bundle.save(out);
        print(bundle, judged, model.cpuSeconds());
        return 0;
    }

    /** Reads the data, features included, which may take a while. */
    private Dataset open(DataText text) throws IOException {
        Dataset opened = dataOptions.open(text.toString(), seed);
        Dataset labelled = labels == null ? opened : LabelFile.labelled(opened, labels);
        Dataset split = test == null || labelled.hasGivenTest() ? labelled : labelled.withTest(test, seed);
        dataOptions.computing("Features of " + split.name(), split::features);
        return split;
    }

    private static int[] labelled(Dataset dataset, int[] rows) {
        return Arrays.stream(rows)
                .filter(row -> dataset.label(row) != Dataset.UNKNOWN)
                .toArray();
    }

    private Answered<Model> fit(Learner part, TrainingSet examples) throws Exception {
        Randomness random = Randomness.seed(seed).purpose("fit");
        return LongWork.during(
                spec.commandLine().getErr(),
                "Fitting " + Parts.describe(part),
                () -> Answered.by(() -> Workers.using(threads, () -> part.fit(examples, random))));
    }

    private void print(ModelBundle bundle, Judged judged, double seconds) throws IOException {
        PrintWriter printed = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("learner", Parts.resolve(bundle.learner()));
            object.put("rows", bundle.origin().rows());
            object.put("features", bundle.columns());
            object.put("classes", bundle.classes());
            object.put("fingerprint", bundle.origin().fingerprint());
            if (judged.rows() > 0) {
                object.put("test", judged.json());
            }
            object.put("cpuSeconds", seconds);
            object.put("model", out.toString());
            printed.println(Json.text(object));
            return;
        }
        TextTable facts = new TextTable();
        facts.row("learner", Parts.describe(bundle.learner()));
        facts.row(
                "fitted on",
                "%,d rows of %s: %,d features, %d classes"
                        .formatted(
                                bundle.origin().rows(),
                                bundle.origin().dataset(),
                                bundle.columns(),
                                bundle.classes().size()));
        facts.row("classes", named(bundle.classes()));
        facts.row(
                "accuracy",
                judged.rows() == 0
                        ? "unknown: there are no test rows (--test 0.2 holds some out)"
                        : judged.text("test rows"));
        facts.row("time", "%.2f CPU seconds".formatted(seconds));
        facts.row("model", "%s, %,d KiB".formatted(out, (Files.size(out) + 1023) / 1024));
        printed.print(facts);
    }

    private static String named(List<String> classes) {
        String some = classes.stream().limit(SHOWN_CLASSES).collect(Collectors.joining(" · "));
        return classes.size() <= SHOWN_CLASSES
                ? some
                : "%s … and %d more".formatted(some, classes.size() - SHOWN_CLASSES);
    }
}
