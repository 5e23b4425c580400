package dev.quarry.cli;

import dev.quarry.evidence.Head;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Option(
            names = "--target-samples",
            paramLabel = "FILE",
            description =
                    "the same of inputs whose predictions matter, shape [t, K, C] (.npy); without it the items stand for them")
    private @Nullable Path targetSamples;

    @Option(
            names = "--independent-samples",
            description = "pass k of one item has nothing to do with pass k of another (a fresh dropout mask each)")
    private boolean independent;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "class probabilities at T moments of training, oldest first, shape [n, T, C] (.npy)")
    private @Nullable Path history;

    @Option(names = "--embeddings", paramLabel = "FILE", description = "places of the items, shape [n, d]")
    private @Nullable Path embeddings;

    @Option(
            names = "--head-weights",
            paramLabel = "FILE",
            description = "weights of the last layer, shape [C, d]; the embeddings are its input")
    private @Nullable Path headWeights;

    @Option(
            names = "--head-biases",
            paramLabel = "FILE",
            description = "biases of the last layer, C numbers; without it they are 0")
    private @Nullable Path headBiases;

    @Option(
            names = "--gradient-norms",
            paramLabel = "FILE",
            description = "length of the gradient of the loss for each label an item may have, shape [n, C]")
    private @Nullable Path gradientNorms;

    @Option(
            names = "--input-gradients",
            paramLabel = "FILE",
            description = "gradient of ln p1 - ln p2 by the input, p1 and p2 the two largest, shape [n, features]")
    private @Nullable Path inputGradients;

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

    @Option(
            names = "--labelled-probabilities",
            paramLabel = "FILE",
            description = "class probabilities of the items of --labelled-embeddings, shape [m, C]")
    private @Nullable Path labelledProbabilities;

    @Option(
            names = "--wanted-embeddings",
            paramLabel = "FILE",
            description = "places of examples of what is looked for, shape [q, d]")
    private @Nullable Path wantedEmbeddings;

    @Option(
            names = "--avoided-embeddings",
            paramLabel = "FILE",
            description = "places of examples of what is to be avoided, shape [p, d]")
    private @Nullable Path avoidedEmbeddings;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "class numbers from 0 on of the labelled items, one a line, in the order of --labelled or --labelled-embeddings")
    private @Nullable Path labels;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--exclude", paramLabel = "FILE", description = "ids that must not be chosen, one a line")
    private @Nullable Path exclude;

    @Mixin
    private TargetOptions targets = new TargetOptions();

    /** A file of one row per item; null where it was not given. */
    record Given(Path path, MatrixFile file) {
        Matrix matrix() {
            return file.matrix();
        }
    }

    /** Reads the files. */
    FileSupply supply() throws IOException {
        Given p = flat(probabilities);
        Given sampled = deep(samples, "samples", "K");
        Given past = deep(history, "moments", "T");
        Given places = flat(embeddings);
        Given norms = flat(gradientNorms);
        Given slopes = flat(inputGradients);
        TargetFiles others = targets.read(this);
        List<Given> all = Stream.concat(
                        Stream.of(p, sampled, past, places, norms, slopes).filter(Objects::nonNull),
                        others.perItem().stream())
                .toList();
        if (p == null && sampled == null && past == null && places == null && !others.predict()) {
            throw new WrongCall(
                    "There is no evidence. Give (--probabilities), (--samples), (--history), (--embeddings), (--label-probabilities) or (--predictions).");
        }
        int n = sameRows(all);
        Items items = items(n, all);
        Given elsewhere = flat(labelledEmbeddings);
        Given saidElsewhere = flat(labelledProbabilities);
        FileSupply.Files files = new FileSupply.Files(
                items,
                matrix(p),
                several(sampled),
                !independent,
                several(past),
                matrix(places),
                matrix(elsewhere),
                head(),
                matrix(norms),
                matrix(slopes),
                matrix(saidElsewhere),
                several(deep(targetSamples, "target samples", "K")),
                matrix(flat(wantedEmbeddings)),
                matrix(flat(avoidedEmbeddings)),
                others);
        int[] known = rows(items, labelled);
        BitSet gone = new BitSet(n);
        IntStream.of(known).forEach(gone::set);
        IntStream.of(rows(items, exclude)).forEach(gone::set);
        return new FileSupply(
                files,
                gone,
                known,
                labels(elsewhere == null ? known.length : elsewhere.matrix().rows()));
    }

    /** The class numbers of the labelled items; null where they were not told. */
    private int @Nullable [] labels(int labelled) throws IOException {
        if (labels == null) {
            return null;
        }
        List<String> said = IdFile.column(labels, "label");
        if (said.size() != labelled) {
            throw new WrongCall("The file (%s) has (%d) labels but (%d) items are labelled."
                    .formatted(labels, said.size(), labelled));
        }
        int[] values = new int[said.size()];
        for (int i = 0; i < values.length; i++) {
            String label = said.get(i);
            if (!label.matches("[0-9]{1,9}")) {
                throw new WrongCall(
                        "The label (%s) in line (%d) of (%s) is not a class number. Maybe number the classes in the order of the columns of the probabilities, from 0 on."
                                .formatted(label, i + 1, labels));
            }
            values[i] = Integer.parseInt(label);
        }
        return values;
    }

    static @Nullable Matrix matrix(@Nullable Given given) {
        return given == null ? null : given.matrix();
    }

    private static FileSupply.@Nullable Several several(@Nullable Given given) {
        return given == null ? null : new FileSupply.Several(given.matrix(), given.file.members());
    }

    /** The last layer; its biases may come as a row, as a column or as a vector. */
    private @Nullable Head head() throws IOException {
        Given weights = flat(headWeights);
        Given biases = flat(headBiases);
        if (weights == null) {
            if (biases != null) {
                throw new WrongCall("The biases in (%s) need the weights beside them. Give (--head-weights FILE)."
                        .formatted(headBiases));
            }
            return null;
        }
        int classes = weights.matrix().rows();
        double[] values = new double[classes];
        if (biases != null) {
            values = biases.matrix().toDouble().values();
            if (values.length != classes
                    || (biases.matrix().rows() != 1 && biases.matrix().cols() != 1)) {
                throw new WrongCall("The biases in (%s) have shape %s but the weights in (%s) have (%d) classes."
                        .formatted(headBiases, biases.file.shape(), headWeights, classes));
            }
        }
        return new Head(weights.matrix(), DoubleMatrix.wrap(values, 1, classes));
    }

    /** The ids of --ids, or those that a CSV brings, or the numbers of the rows. */
    private Items items(int n, List<Given> files) throws IOException {
        List<String> names = null;
        Path from = ids;
        if (ids != null) {
            names = IdFile.read(ids);
        }
        for (Given given : files) {
            List<String> own = given.file.ids();
            if (own != null) {
                if (names != null && !names.equals(own)) {
                    throw new WrongCall(
                            "Two files name different ids, or the same in another order. Maybe sort them alike.");
                }
                names = own;
            }
        }
        if (names != null && names.size() != n) {
            throw new WrongCall(
                    "The file (%s) has (%d) ids but the evidence has (%d) rows.".formatted(from, names.size(), n));
        }
        return names == null ? Items.range(n) : Items.named(names);
    }

    /** A file of two dimensions. */
    @Nullable
    Given flat(@Nullable Path file) throws IOException {
        if (file == null) {
            return null;
        }
        MatrixFile read = MatrixFile.read(file, () -> spec.commandLine().getErr());
        if (read.members() > 0) {
            throw new WrongCall("The file (%s) has shape %s but needs two dimensions.".formatted(file, read.shape()));
        }
        return new Given(file, read);
    }

    /** A file of three dimensions. */
    private @Nullable Given deep(@Nullable Path file, String what, String axis) throws IOException {
        if (file == null) {
            return null;
        }
        MatrixFile read = MatrixFile.read(file, () -> spec.commandLine().getErr());
        if (read.members() == 0) {
            throw new WrongCall("The %s in (%s) have shape %s but need three dimensions [n, %s, C]."
                    .formatted(what, file, read.shape(), axis));
        }
        return new Given(file, read);
    }

    private static int sameRows(List<Given> files) {
        Given first = files.getFirst();
        for (Given other : files) {
            if (other.matrix().rows() != first.matrix().rows()) {
                throw new WrongCall("The files (%s) and (%s) have (%d) and (%d) rows; they must be the same items."
                        .formatted(
                                first.path,
                                other.path,
                                first.matrix().rows(),
                                other.matrix().rows()));
            }
        }
        return first.matrix().rows();
    }

    private static int[] rows(Items items, @Nullable Path file) throws IOException {
        if (file == null) {
            return new int[0];
        }
        List<String> names = IdFile.read(file);
        int[] rows = new int[names.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = IdFile.row(items, names.get(i), file);
        }
        return rows;
    }
}
