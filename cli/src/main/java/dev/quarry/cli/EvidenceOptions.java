package dev.quarry.cli;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that hand over evidence in files, and what they mean together. */
final class EvidenceOptions {

    @Option(
            names = "--probabilities",
            paramLabel = "FILE",
            description = "class probabilities, shape [n, C], rows summing to 1")
    private @Nullable Path probabilities;

    @Option(
            names = "--samples",
            paramLabel = "FILE",
            description = "class probabilities of K passes or members, shape [n, K, C] (.npy)")
    private @Nullable Path samples;

    @Option(names = "--embeddings", paramLabel = "FILE", description = "places of the items, shape [n, d]")
    private @Nullable Path embeddings;

    @Option(
            names = "--ids",
            paramLabel = "FILE",
            description = "the ids of the n rows, one a line; without it they are 0 to n - 1")
    private @Nullable Path ids;

    @Option(
            names = "--labelled",
            paramLabel = "FILE",
            description = "ids that are labelled already, one a line: never chosen, and known to what looks at places")
    private @Nullable Path labelled;

    @Option(
            names = "--labelled-embeddings",
            paramLabel = "FILE",
            description = "places of labelled items that are not among the n rows, shape [m, d]")
    private @Nullable Path labelledEmbeddings;

    @Option(names = "--exclude", paramLabel = "FILE", description = "ids that must not be chosen, one a line")
    private @Nullable Path exclude;

    /** Reads the files. */
    FileSupply supply() throws IOException {
        if (probabilities == null && samples == null && embeddings == null) {
            throw new WrongCall("There is no evidence. Give (--probabilities), (--samples) or (--embeddings).");
        }
        MatrixFile sampled = samples == null ? null : MatrixFile.read(samples);
        if (sampled != null && sampled.members() == 0) {
            throw new WrongCall("The samples in (%s) have shape %s but need three dimensions [n, K, C]."
                    .formatted(samples, sampled.shape()));
        }
        MatrixFile distributions = matrix(probabilities);
        MatrixFile places = matrix(embeddings);
        Matrix p = distributions == null ? null : distributions.matrix();
        Matrix e = places == null ? null : places.matrix();
        int n = sameRows(probabilities, p, samples, sampled == null ? null : sampled.matrix(), embeddings, e);
        Items items = items(n, distributions, places, sampled);
        MatrixFile elsewhere = matrix(labelledEmbeddings);
        FileSupply.Files files = new FileSupply.Files(
                items,
                p,
                sampled == null ? null : sampled.matrix(),
                sampled == null ? 0 : sampled.members(),
                e,
                elsewhere == null ? null : elsewhere.matrix());
        int[] known = rows(items, labelled);
        Set<Integer> gone = new HashSet<>(IntStream.of(known).boxed().toList());
        IntStream.of(rows(items, exclude)).forEach(gone::add);
        int[] free = IntStream.range(0, n).filter(row -> !gone.contains(row)).toArray();
        return new FileSupply(files, free, known);
    }

    /** The ids of --ids, or those that a CSV brings, or the numbers of the rows. */
    private Items items(int n, @Nullable MatrixFile... files) throws IOException {
        List<String> names = null;
        Path from = ids;
        if (ids != null) {
            names = IdFile.read(ids);
        }
        for (MatrixFile file : files) {
            if (file != null && file.ids() != null) {
                if (names != null && !names.equals(file.ids())) {
                    throw new WrongCall(
                            "Two files name different ids, or the same in another order. Maybe sort them alike.");
                }
                names = file.ids();
            }
        }
        if (names != null && names.size() != n) {
            throw new WrongCall(
                    "The file (%s) has (%d) ids but the evidence has (%d) rows.".formatted(from, names.size(), n));
        }
        return names == null ? Items.range(n) : Items.named(names);
    }

    private static @Nullable MatrixFile matrix(@Nullable Path file) throws IOException {
        if (file == null) {
            return null;
        }
        MatrixFile read = MatrixFile.read(file);
        if (read.members() > 0) {
            throw new WrongCall("The file (%s) has shape %s but needs two dimensions.".formatted(file, read.shape()));
        }
        return read;
    }

    private static int sameRows(@Nullable Object... filesAndMatrices) {
        int rows = -1;
        Object first = null;
        for (int i = 0; i < filesAndMatrices.length; i += 2) {
            if (filesAndMatrices[i + 1] instanceof Matrix matrix) {
                if (rows >= 0 && matrix.rows() != rows) {
                    throw new WrongCall("The files (%s) and (%s) have (%d) and (%d) rows; they must be the same items."
                            .formatted(first, filesAndMatrices[i], rows, matrix.rows()));
                }
                rows = matrix.rows();
                first = filesAndMatrices[i];
            }
        }
        return rows;
    }

    private static int[] rows(Items items, @Nullable Path file) throws IOException {
        if (file == null) {
            return new int[0];
        }
        Map<Long, Integer> byId = new HashMap<>();
        for (int row = 0; row < items.size(); row++) {
            byId.put(items.id(row), row);
        }
        List<String> names = IdFile.read(file);
        int[] rows = new int[names.size()];
        for (int i = 0; i < rows.length; i++) {
            Integer row = byId.get(Items.id(names.get(i)));
            if (row == null) {
                throw new WrongCall(
                        "The id (%s) in (%s) is not among the (%d) items.".formatted(names.get(i), file, items.size()));
            }
            rows[i] = row;
        }
        return rows;
    }
}
