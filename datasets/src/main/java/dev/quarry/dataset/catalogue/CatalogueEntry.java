package dev.quarry.dataset.catalogue;

import dev.quarry.dataset.DataFile;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.read.Format;
import dev.quarry.part.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One published dataset.
 *
 * @param name by which it is asked for, and the name of its folder
 * @param title one phrase for people
 * @param kind what its items are
 * @param licence under which terms it may be used
 * @param citation whom to cite
 * @param source where it was published
 * @param note what else a user should know; may be empty
 * @param files the files that are read
 * @param obtain how to get the files without an address; empty if all have one
 * @param format how they are read
 * @param pool the files, or folders, of the pool rows, in order of reading
 * @param test which rows are test rows
 * @param expected what comes out
 */
public record CatalogueEntry(
        String name,
        String title,
        Kind kind,
        String licence,
        String citation,
        String source,
        String note,
        List<DataFile> files,
        String obtain,
        Format format,
        List<String> pool,
        TestRows test,
        Expected expected) {

    /** What items are. */
    public enum Kind {
        /** Rows of a table. */
        TABULAR,
        /** Texts. */
        TEXT,
        /** Pictures. */
        PICTURES,
        /** Rows of numbers that a network or the like has made of something. */
        EMBEDDING,
        /** Rows of a table in the order of time. */
        STREAM
    }

    /** Copies the lists. */
    public CatalogueEntry {
        files = List.copyOf(files);
        pool = List.copyOf(pool);
    }

    /**
     * The same dataset with other features: what its items are and which are test rows stays as published.
     *
     * @param options those of its format that say how items become features ({@code features}, {@code scaling},
     *     {@code impute})
     * @throws IllegalArgumentException if the format has no such option
     */
    CatalogueEntry with(Map<String, Spec> options) {
        return options.isEmpty()
                ? this
                : new CatalogueEntry(
                        name,
                        title,
                        kind,
                        licence,
                        citation,
                        source,
                        note,
                        files,
                        obtain,
                        OtherFeatures.of(name, format, options),
                        pool,
                        test,
                        expected.withoutFeatures());
    }

    /** Whether every file can be fetched. */
    public boolean isFetchable() {
        return files.stream().allMatch(file -> file.url().isPresent());
    }

    /**
     * The folder that holds all its files: {@code <data folder>/<name>} of the first data folder that has it, looking
     * into the given ones, then {@code QUARRY_DATA}, then {@code ~/.quarry/data}.
     *
     * @throws IOException if none has it; the message says where it looked and how to get it
     */
    public Path locate(List<Path> dataFolders) throws IOException {
        return Located.find(this, DataFolders.all(dataFolders));
    }

    /** Reads it, with seed 0 for a split that is drawn. */
    public Dataset load(List<Path> dataFolders) throws IOException {
        return load(dataFolders, 0);
    }

    /**
     * Reads it, after checking every file against its SHA-256.
     *
     * @param seed draws the test rows where {@link #test()} is a fraction
     * @throws IOException if a file is missing, differs from the catalogue or is broken
     */
    public Dataset load(List<Path> dataFolders, long seed) throws IOException {
        return Located.load(this, locate(dataFolders), seed);
    }

    /**
     * Fetches what is missing or differs into {@code <dataFolder>/<name>}. A download that broke off goes on where it
     * ended; a file takes its place only after its SHA-256 was checked.
     *
     * @return the folder
     * @throws IOException if a file cannot be had; files without an address are named last, with what to do
     */
    public Path fetch(Path dataFolder, FetchListener listener) throws IOException {
        return new Fetching(listener).fetch(this, dataFolder.resolve(name));
    }

    /**
     * Checks every file in {@code <dataFolder>/<name>} against its length and SHA-256.
     *
     * @throws IOException if one is missing or differs; the message names it
     */
    public void verify(Path dataFolder) throws IOException {
        Located.verify(this, dataFolder.resolve(name));
    }
}
