package dev.quarry.cli;

import dev.quarry.cli.bench.PoolFiles;
import dev.quarry.kernel.Workers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quarry bench pool}: a pool of any size in files. */
@Command(
        name = "pool",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes embeddings.npy and probabilities.npy of a pool of any size, for (select) and (bench --inputs).",
        footer = {
            "",
            "The files depend on the sizes and the seed alone, not on the threads.",
            "",
            "  quarry bench pool --rows 10000000 --dimensions 128 --classes 10 --out pool",
            "  quarry select --strategy k-center --embeddings pool/embeddings.npy \\",
            "      -n 100 --memory 1g",
            "  quarry bench pool-k-center --inputs pool --memory 1g --repeats 0"
        })
final class BenchPoolCommand implements Callable<Integer> {

    @Option(names = "--rows", defaultValue = "1000000", description = "how many items (${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--dimensions", defaultValue = "128", description = "of an embedding (${DEFAULT-VALUE})")
    private int dimensions;

    @Option(names = "--classes", defaultValue = "10", description = "how many classes (${DEFAULT-VALUE})")
    private int classes;

    @Option(names = "--seed", defaultValue = "0", description = "the seed of everything random (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--threads", defaultValue = "1", description = "threads (${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "the folder of the files")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PoolFiles pool = pool();
        PrintWriter err = spec.commandLine().getErr();
        try (LongWork shown = new LongWork(err, "Writing rows", rows)) {
            Workers.using(threads, () -> {
                write(pool, shown);
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return 0;
    }

    private PoolFiles pool() {
        try {
            return new PoolFiles(rows, dimensions, classes, seed);
        } catch (IllegalArgumentException e) {
            throw new WrongCall(e);
        }
    }

    private void write(PoolFiles pool, LongWork shown) {
        try {
            pool.write(out, shown::done);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
