package dev.quarry.cli;

import dev.quarry.dataset.Dataset;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.NpyWriter;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.ModelBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quarry embed}: places of items, in a file that {@code quarry select} reads. */
@Command(
        name = "embed",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes the places of items, shape [n, d]: the features of the data, or the last hidden layer of a"
                        + " model.",
        footer = {
            "",
            "The ids are written beside: embeddings.ids.csv for embeddings.npy.",
            "",
            "  quarry embed photos/ --out photos.npy",
            "  quarry embed new.csv --model outcome.quarry --out new.npy",
            "  quarry select -s k-center --embeddings new.npy --ids new.ids.csv -n 20"
        })
final class EmbedCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "DATA",
            description = "a name of the catalogue, a generator, a file or a folder; see (quarry datasets)")
    private String data = "";

    @Mixin
    private DataOptions dataOptions = new DataOptions();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "FILE",
            description = "the model that (quarry fit) wrote; without it the features as the data prepare them")
    private @Nullable Path model;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            defaultValue = "embeddings.npy",
            description = "the file to write (${DEFAULT-VALUE})")
    private Path out = Path.of("");

    @Option(names = "--force", description = "replaces the files if they exist")
    private boolean force;

    @Option(names = "--seed", defaultValue = "0", description = "the seed of a generator (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--threads", description = "threads; they never change the result (all processors)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Items, their features, and what makes places of features. */
    private record Places(Dataset dataset, Matrix features, UnaryOperator<Matrix> of) {}

    @Override
    public Integer call() throws Exception {
        if (!out.toString().endsWith(".npy")) {
            throw new WrongCall("The name of the file (%s) must end in (.npy).".formatted(out));
        } else if (threads < 1) {
            throw new WrongCall("The threads (%d) must be at least 1.".formatted(threads));
        }
        Path ids = beside(".ids.csv");
        OutFolder.requireFreeFile(out, force);
        OutFolder.requireFreeFile(ids, force);
        Places places = open();
        int width = write(places, ids);
        print(places.dataset.size(), width, ids);
        return 0;
    }

    private Path beside(String end) {
        return out.resolveSibling(out.getFileName().toString().replaceAll("\\.npy$", "") + end);
    }

    private Places open() throws IOException {
        if (model == null) {
            Dataset dataset = dataOptions.open(data, seed);
            Matrix features = dataOptions.computing("Features of " + dataset.name(), dataset::features);
            return new Places(dataset, features, places -> places);
        }
        ModelBundle bundle = ModelBundle.load(model);
        NewData opened = NewData.open(data, bundle, dataOptions, seed);
        return new Places(opened.dataset(), opened.features(), bundle.model()::embeddings);
    }

    /** Whole or not at all: both are written beside and moved over. */
    private int write(Places places, Path ids) throws IOException {
        Path newIds = beside(".ids.csv.new");
        Path newOut = beside(".npy.new");
        try {
            IdFile.write(newIds, places.dataset.items());
            int width = Workers.using(threads, () -> rows(places, newOut));
            Files.move(newOut, out, StandardCopyOption.REPLACE_EXISTING);
            Files.move(newIds, ids, StandardCopyOption.REPLACE_EXISTING);
            return width;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(newIds);
            Files.deleteIfExists(newOut);
        }
    }

    private int rows(Places places, Path file) {
        int n = places.dataset.size();
        NpyWriter writer = null;
        int width = 0;
        try (LongWork shown = new LongWork(spec.commandLine().getErr(), "Embedding", n)) {
            for (Blocks.Range range : Blocks.of(n, places.features.cols())) {
                FloatMatrix features = Blocks.rows(places.features, range);
                Blocks.requireFinite(features, places.dataset.items(), range);
                Matrix block = places.of.apply(features);
                width = block.cols();
                writer = writer == null ? NpyWriter.create(file, n, width) : writer;
                writer.append(block);
                shown.done(range.to());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            close(writer);
        }
        return width;
    }

    private static void close(@Nullable NpyWriter writer) {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(int rows, int width, Path ids) {
        PrintWriter printed = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("rows", rows);
            object.put("dimensions", width);
            object.put("embeddings", out.toString());
            object.put("ids", ids.toString());
            printed.println(Json.text(object));
            return;
        }
        printed.println(
                "%,d places of %,d dimensions written to %s, their ids to %s.".formatted(rows, width, out, ids));
        printed.println("  quarry select -s k-center --embeddings %s --ids %s -n 10".formatted(out, ids));
    }
}
