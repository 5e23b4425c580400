package dev.quarry.cli;

import dev.quarry.dataset.Dataset;
import dev.quarry.lab.Contender;
import dev.quarry.lab.RunFolder;
import dev.quarry.lab.Settings;
import dev.quarry.learn.Learner;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quarry simulate}: which strategy for my data? */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares strategies on data whose labels are known: paired seeds, random always among them.",
        footer = {
            "",
            "  quarry simulate digits-8x8 --strategy margin,entropy,badge --seeds 10",
            "  quarry simulate \"moons{n: 600}\" --learner random-forest \\",
            "      --strategy \"ensemble{acquisition: bald}\"",
            "  quarry simulate my.csv --label outcome --strategy margin --budget 200"
        })
final class SimulateCommand implements Callable<Integer> {

    private static final Path REPORTS = Path.of("quarry-report");
    private static final int BUDGET = 300;

    @Parameters(
            index = "0",
            paramLabel = "DATASET",
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
            names = {"-l", "--learner"},
            paramLabel = "PART",
            defaultValue = "logistic-regression",
            description = "what is fitted in each round (${DEFAULT-VALUE}); see (quarry learners)")
    private String learner = "";

    @Option(
            names = {"-s", "--strategy"},
            paramLabel = "PART,…",
            defaultValue = "margin,entropy,badge,k-center",
            description = "strategies, separated by commas (${DEFAULT-VALUE}); see (quarry strategies)")
    private String strategies = "";

    @Option(
            names = "--start",
            defaultValue = "20",
            description = "labels to start with, drawn at random (${DEFAULT-VALUE})")
    private int start;

    @Option(names = "--batch", defaultValue = "10", description = "labels in a round (${DEFAULT-VALUE})")
    private int batch;

    @Option(
            names = "--budget",
            description = "labels in all, the start included (300, or the whole pool where it is smaller)")
    private @Nullable Integer budget;

    @Option(
            names = "--seeds",
            defaultValue = "10",
            description = "how many seeds; the same for all strategies (${DEFAULT-VALUE})")
    private int seeds;

    @Option(names = "--first-seed", defaultValue = "0", description = "the first of them (${DEFAULT-VALUE})")
    private long firstSeed;

    @Option(
            names = "--test",
            defaultValue = "0.3",
            description = "share of each class to test on, where the data bring no test rows (${DEFAULT-VALUE})")
    private double test;

    @Option(names = "--threads", description = "cells at a time; never changes a result (all processors)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", paramLabel = "DIR", description = "where the report goes (a new folder in quarry-report)")
    private @Nullable Path out;

    @Option(names = "--resume", description = "goes on with a run that was stopped")
    private boolean resume;

    @Option(names = "--json", description = "prints one JSON object on the last line")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (threads < 1) {
            throw new WrongCall("The threads (%d) must be at least 1.".formatted(threads));
        }
        settings(budget == null ? start + 1 : budget); // what is wrong with the call is said before data is read
        String labelled = label == null ? data : "%s{label: \"%s\"}".formatted(data, label);
        Dataset dataset = dataOptions.open(labelled, firstSeed);
        Settings settings = settings(budget == null ? Math.min(BUDGET, pool(dataset)) : budget);
        Path folder = folder(dataset.name());
        RunFolder.Existing existing = resume ? RunFolder.Existing.RESUME : RunFolder.Existing.REFUSE;
        return new ComparisonRun(dataset, settings, folder, existing, threads)
                .run(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
    }

    private Settings settings(int labels) {
        try {
            Learner fitted = Parts.read(Learner.class, learner);
            List<Contender> contenders = Contender.readAll(strategies);
            return new Settings(fitted, contenders, start, batch, labels, seeds, firstSeed, test);
        } catch (IllegalArgumentException e) {
            throw new WrongCall(e);
        }
    }

    /** How many items there are to ask for. */
    private int pool(Dataset dataset) {
        Dataset split = dataset.hasGivenTest() ? dataset : dataset.withTest(test, firstSeed);
        return (int) Arrays.stream(split.poolRows())
                .filter(row -> split.label(row) != Dataset.UNKNOWN)
                .count();
    }

    private Path folder(String dataset) {
        return out != null
                ? out
                : numbered(dataset.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("-+$", ""), resume);
    }

    /** The first folder of this name that is free, or with {@code last} the last one that is not. */
    private static Path numbered(String name, boolean last) {
        Path free = REPORTS.resolve(name);
        Path used = free;
        for (int i = 2; Files.exists(free); i++) {
            used = free;
            free = REPORTS.resolve(name + "-" + i);
        }
        return last ? used : free;
    }
}
