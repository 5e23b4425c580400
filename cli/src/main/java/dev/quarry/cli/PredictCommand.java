package dev.quarry.cli;

import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.ModelBundle;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quarry predict}: what a kept model says about data, in files that {@code quarry select} reads. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Applies a model to data and writes what it says as .npy files, which (quarry select) reads.",
        footer = {
            "",
            "Written are ids.csv, classes.txt, labels.csv (class and confidence of each row) and, of the evidence asked"
                    + " for, probabilities.npy [n, C], samples.npy [n, K, C], embeddings.npy [n, d], head-weights.npy"
                    + " [C, d], head-biases.npy [1, C], history.npy [n, T, C], gradient-norms.npy [n, C],"
                    + " input-gradients.npy [n, features] of ln p1 - ln p2, the two likeliest classes.",
            "Data are read with the options that the model's own data had; columns are matched by name.",
            "",
            "  quarry predict new.csv --model outcome.quarry \\",
            "      --evidence probabilities,embeddings",
            "  quarry select -s badge --probabilities predictions/probabilities.npy \\",
            "      --embeddings predictions/embeddings.npy --ids predictions/ids.csv -n 20"
        })
final class PredictCommand implements Callable<Integer> {

    private static final int MOST_CLASSES = 30;

    @Parameters(
            index = "0",
            paramLabel = "DATA",
            description = "a name of the catalogue, a generator, a file or a folder; see (quarry datasets)")
    private String data = "";

    @Mixin
    private DataOptions dataOptions = new DataOptions();

    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "FILE",
            description = "the model that (quarry fit) wrote")
    private Path model = Path.of("");

    @Option(
            names = {"-e", "--evidence"},
            paramLabel = "KIND,…",
            defaultValue = "probabilities",
            description = "what to write: probabilities, samples, embeddings, head, history, gradient-norms,"
                    + " input-gradients (${DEFAULT-VALUE}); (quarry learners NAME) says what a model gives")
    private String evidence = "";

    @Option(
            names = "--passes",
            paramLabel = "K",
            defaultValue = "20",
            description = "how many samples of each row (${DEFAULT-VALUE})")
    private int passes;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "predictions",
            description = "the folder that the files go to (${DEFAULT-VALUE})")
    private Path out = Path.of("");

    @Option(names = "--force", description = "replaces an earlier prediction in that folder")
    private boolean force;

    @Option(names = "--seed", defaultValue = "0", description = "the seed of samples and generators (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--threads", description = "threads; they never change the result (all processors)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        List<ModelEvidence> wanted = ModelEvidence.read(evidence);
        if (threads < 1) {
            throw new WrongCall("The threads (%d) must be at least 1.".formatted(threads));
        } else if (passes < 1) {
            throw new WrongCall("The passes (%d) must be at least 1.".formatted(passes));
        }
        OutFolder.requireFree(out, force);
        ModelBundle bundle = ModelBundle.load(model);
        wanted.forEach(one -> one.require(bundle.learner(), passes));
        NewData opened = NewData.open(data, bundle, dataOptions, seed);
        ModelEvidence.Asked asked =
                new ModelEvidence.Asked(passes, Randomness.seed(seed).purpose("passes"));
        Prediction prediction = new Prediction(bundle, opened, wanted, asked);
        List<String> files = write(prediction, opened.dataset().size());
        print(bundle, opened, prediction, files);
        return 0;
    }

    private List<String> write(Prediction prediction, int rows) throws IOException {
        try (OutFolder folder = OutFolder.open(out);
                LongWork shown = new LongWork(spec.commandLine().getErr(), "Predicting", rows)) {
            Workers.using(threads, () -> {
                try {
                    prediction.write(folder, shown::done);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return rows;
            });
            return folder.finish(Arrays.stream(ModelEvidence.values())
                    .flatMap(one -> one.files().stream())
                    .toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void print(ModelBundle bundle, NewData opened, Prediction prediction, List<String> files) {
        PrintWriter printed = spec.commandLine().getOut();
        if (json) {
            printed.println(Json.text(object(bundle, opened, prediction, files)));
            return;
        }
        printed.println("%,d rows of %s by %s, fitted on %,d rows of %s."
                .formatted(
                        opened.dataset().size(),
                        opened.dataset().name(),
                        Parts.describe(bundle.learner()),
                        bundle.origin().rows(),
                        bundle.origin().dataset()));
        printed.println();
        printed.println(table(bundle, prediction));
        accuracy(printed, bundle, opened, prediction);
        printed.println("Written to %s: %s".formatted(out, String.join(", ", files)));
        if (files.contains("probabilities.npy")) {
            printed.println("  quarry select --probabilities %s --ids %s -n 10"
                    .formatted(out.resolve("probabilities.npy"), out.resolve(Prediction.IDS)));
        }
    }

    /** The classes that were given most often. */
    private static TextTable table(ModelBundle bundle, Prediction prediction) {
        long[] counts = prediction.counts();
        long all = Math.max(1, Arrays.stream(counts).sum());
        int[] order = IntStream.range(0, counts.length)
                .boxed()
                .sorted((a, b) -> Long.compare(counts[b], counts[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean many = counts.length > MOST_CLASSES;
        TextTable table = new TextTable().right(1, 2, 3);
        table.row("CLASS", "ROWS", "SHARE", "CONFIDENCE");
        for (int i = 0; i < (many ? MOST_CLASSES : counts.length); i++) {
            int label = many ? order[i] : i;
            table.row(
                    bundle.classes().get(label),
                    "%,d".formatted(counts[label]),
                    String.format(Locale.ROOT, "%.1f %%", 100.0 * counts[label] / all),
                    counts[label] == 0 ? "" : String.format(Locale.ROOT, "%.3f", prediction.confidence(label)));
        }
        if (many) {
            table.row("… and %d more".formatted(counts.length - MOST_CLASSES));
        }
        return table;
    }

    private static void accuracy(PrintWriter printed, ModelBundle bundle, NewData opened, Prediction prediction) {
        Judged test = prediction.judged(true);
        Judged others = prediction.judged(false);
        boolean same = opened.dataset().name().equals(bundle.origin().dataset());
        if (test.rows() > 0) {
            printed.println("Accuracy %s".formatted(test.text("test rows")));
        }
        if (others.rows() > 0) {
            printed.println("Accuracy %s%s"
                    .formatted(
                            others.text(test.rows() > 0 ? "other rows" : "rows whose class is known"),
                            same ? "; perhaps it was fitted on some of them" : ""));
        }
        if (test.rows() + others.rows() > 0) {
            printed.println();
        }
    }

    private Map<String, Object> object(ModelBundle bundle, NewData opened, Prediction prediction, List<String> files) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("rows", opened.dataset().size());
        object.put("learner", Parts.resolve(bundle.learner()));
        Map<String, Object> counts = new LinkedHashMap<>();
        for (int label = 0; label < bundle.classes().size(); label++) {
            counts.put(bundle.classes().get(label), prediction.counts()[label]);
        }
        object.put("predicted", counts);
        for (boolean test : new boolean[] {true, false}) {
            Judged judged = prediction.judged(test);
            if (judged.rows() > 0) {
                object.put(test ? "test" : "known", judged.json());
            }
        }
        object.put("out", out.toString());
        object.put("files", files);
        return object;
    }
}
