package dev.quarry.cli;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.catalogue.Datasets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where data comes from. */
final class DataOptions {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "where named datasets are looked for first; then in QUARRY_DATA and in .quarry/data at home")
    private List<Path> folders = new ArrayList<>();

    List<Path> folders() {
        return folders;
    }

    /** The dataset that a text means. */
    Dataset open(String text, long seed) throws IOException {
        try {
            return Datasets.open(text, folders, seed);
        } catch (IllegalArgumentException e) {
            throw new WrongCall(e);
        }
    }
}
