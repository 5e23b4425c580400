package dev.quarry.dataset.catalogue;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.DataFile;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.Provenance;
import dev.quarry.dataset.read.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds, checks and reads the files of an entry. */
final class Located {

    private Located() {}

    static Path find(CatalogueEntry entry, List<Path> folders) throws BadDataException {
        for (Path folder : folders) {
            Path candidate = folder.resolve(entry.name());
            if (missing(entry, candidate).isEmpty()) {
                return candidate;
            }
        }
        for (Path folder : folders) {
            Path candidate = folder.resolve(entry.name());
            if (Files.isDirectory(candidate)) {
                throw new BadDataException("The dataset (%s) is not complete: (%s) lacks (%s). Maybe %s."
                        .formatted(
                                entry.name(),
                                candidate,
                                missing(entry, candidate).orElseThrow().name(),
                                remedy(entry)));
            }
        }
        throw new BadDataException(
                "The dataset (%s) is not here: there is no folder (%s) in %s. Maybe %s; or point QUARRY_DATA to a folder that has it."
                        .formatted(entry.name(), entry.name(), folders, remedy(entry)));
    }

    private static Optional<DataFile> missing(CatalogueEntry entry, Path folder) {
        return entry.files().stream()
                .filter(file -> !Files.isRegularFile(folder.resolve(file.name())))
                .findFirst();
    }

    private static String remedy(CatalogueEntry entry) {
        return entry.isFetchable() ? "fetch it: quarry datasets fetch " + entry.name() : "get it so: " + entry.obtain();
    }

    static void verify(CatalogueEntry entry, Path folder) throws IOException {
        for (DataFile file : entry.files()) {
            Path path = folder.resolve(file.name());
            if (!Files.isRegularFile(path)) {
                throw new BadDataException("The file (%s) of dataset (%s) is missing. Maybe %s."
                        .formatted(path, entry.name(), remedy(entry)));
            }
            String found = Hashes.of(path);
            if (!found.equals(file.sha256())) {
                throw new BadDataException(
                        "The file (%s) is not the one that the catalogue knows: its SHA-256 is (%s), not (%s). Maybe %s; or open the file itself by its path."
                                .formatted(path, found, file.sha256(), remedy(entry)));
            }
        }
    }

    static Dataset load(CatalogueEntry entry, Path folder, long seed) throws IOException {
        verify(entry, folder);
        List<Source> sources = new ArrayList<>();
        entry.pool().forEach(file -> sources.add(new Source(folder.resolve(file).normalize(), false)));
        if (entry.test() instanceof TestRows.OfFiles test) {
            test.files()
                    .forEach(file -> sources.add(new Source(folder.resolve(file).normalize(), true)));
        }
        DatasetBuilder builder = entry.format()
                .read(sources)
                .name(entry.name())
                .provenance(new Provenance(entry.source(), entry.licence(), entry.citation(), entry.files()));
        switch (entry.test()) {
            case TestRows.AsRead asRead -> {}
            case TestRows.OfFiles files -> {}
            case TestRows.Last last -> builder.testLast(last.count());
            case TestRows.Fraction fraction -> builder.testFraction(fraction.share(), seed);
        }
        Dataset dataset = builder.build();
        Expected found = entry.expected().found(dataset);
        if (!found.equals(entry.expected())) {
            throw new BadDataException(
                    "The dataset (%s) was read as (%s) but should be (%s). Its catalogue entry is wrong."
                            .formatted(entry.name(), found, entry.expected()));
        }
        return dataset;
    }
}
