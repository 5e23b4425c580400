package dev.quarry.cli;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.catalogue.Datasets;
import dev.quarry.dataset.feature.FeatureListener;
import dev.quarry.kernel.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where data comes from. */
final class DataOptions {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "where named datasets are looked for first; then in QUARRY_DATA and in .quarry/data at home")
    private List<Path> folders = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    List<Path> folders() {
        return folders;
    }

    /** The dataset that a text means. */
    Dataset open(String text, long seed) throws IOException {
        try {
            return computing("Reading " + text, () -> Datasets.open(text, folders, seed));
        } catch (IllegalArgumentException e) {
            throw new WrongCall(e);
        }
    }

    /** Does work on features, on all processors, which never changes them, and shows how far it is. */
    <T> T computing(String what, ScopedValue.CallableOp<T, IOException> work) throws IOException {
        try (LongWork shown = new LongWork(mixee.commandLine().getErr(), what, 0)) {
            return Workers.using(Runtime.getRuntime().availableProcessors(), () -> {
                try {
                    return FeatureListener.during(new FeatureProgress(shown), work);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
