package dev.quarry.cli;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for what is not one class per item: several labels, numbers, several annotators. */
final class TargetOptions {

    @Option(
            names = "--label-probabilities",
            paramLabel = "FILE",
            description = "probabilities of labels of which an item may have several, shape [n, L], each in [0, 1]")
    private @Nullable Path labelProbabilities;

    @Option(
            names = "--label-sets",
            paramLabel = "FILE",
            description =
                    "1 for each label that a labelled item has and 0 for the others, shape [m, L], in the order of"
                            + " --labelled or, without it, of --labelled-label-probabilities")
    private @Nullable Path labelSets;

    @Option(
            names = "--labelled-label-probabilities",
            paramLabel = "FILE",
            description = "probabilities of labels of labelled items that are not among the n rows, shape [m, L]")
    private @Nullable Path labelledLabelProbabilities;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "the number that is predicted for each item, shape [n, 1] or [n]")
    private @Nullable Path predictions;

    @Option(
            names = "--member-predictions",
            paramLabel = "FILE",
            description =
                    "the numbers that the members of a committee predict, shape [n, K]; without --predictions their"
                            + " mean is the prediction")
    private @Nullable Path memberPredictions;

    @Option(
            names = "--targets",
            paramLabel = "FILE",
            description =
                    "numbers of the labelled items, one a line, in the order of --labelled or --labelled-embeddings")
    private @Nullable Path targets;

    @Option(
            names = "--annotations",
            paramLabel = "FILE",
            description =
                    "who said what, one a line: id,annotator,class number from 0 on. Annotated items may be chosen"
                            + " again unless they are in --labelled or --exclude")
    private @Nullable Path annotations;

    /** Reads the files. */
    TargetFiles read(EvidenceOptions files) throws IOException {
        EvidenceOptions.Given labels = files.flat(labelProbabilities);
        EvidenceOptions.Given numbers = files.flat(predictions);
        EvidenceOptions.Given members = files.flat(memberPredictions);
        return new TargetFiles(
                Stream.of(labels, numbers, members).filter(Objects::nonNull).toList(),
                EvidenceOptions.matrix(labels),
                EvidenceOptions.matrix(files.flat(labelSets)),
                EvidenceOptions.matrix(files.flat(labelledLabelProbabilities)),
                numbers == null && members != null ? means(members.matrix()) : column(numbers, "predictions"),
                EvidenceOptions.matrix(members),
                column(files.flat(targets), "targets"),
                annotations == null ? null : answers(annotations));
    }

    private static @Nullable Matrix column(EvidenceOptions.@Nullable Given given, String what) {
        if (given != null && given.matrix().cols() != 1) {
            throw new WrongCall(
                    "The %s in (%s) have (%d) columns but one number is needed for each item. Maybe those of a committee belong to (--member-predictions)."
                            .formatted(what, given.path(), given.matrix().cols()));
        }
        return EvidenceOptions.matrix(given);
    }

    private static Matrix means(Matrix members) {
        double[] means = new double[members.rows()];
        double[] row = new double[members.cols()];
        for (int i = 0; i < means.length; i++) {
            members.copyRow(i, row);
            for (double one : row) {
                means[i] += one / row.length;
            }
        }
        return DoubleMatrix.wrap(means, means.length, 1);
    }

    /** Lines of id, annotator and class number, with or without a header. */
    private static List<TargetFiles.Said> answers(Path file) throws IOException {
        List<TargetFiles.Said> said = new ArrayList<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                List<String> cells = IdFile.cells(line);
                if (line.isBlank() || (number == 1 && isHeader(cells))) {
                    continue;
                }
                if (cells.size() != 3) {
                    throw new WrongCall(
                            "The line (%d) of (%s) has (%d) cells but needs three: id, annotator, class number."
                                    .formatted(number, file, cells.size()));
                }
                if (!cells.get(2).matches("[0-9]{1,9}")) {
                    throw new WrongCall(
                            "The label (%s) in line (%d) of (%s) is not a class number. Maybe number the classes in the order of the columns of the probabilities, from 0 on."
                                    .formatted(cells.get(2), number, file));
                }
                said.add(new TargetFiles.Said(cells.get(0), cells.get(1), Integer.parseInt(cells.get(2))));
            }
        } catch (MalformedInputException e) {
            throw new IOException(
                    "The file (%s) is not text in UTF-8. Maybe it is of another kind.".formatted(file), e);
        }
        return said;
    }

    private static boolean isHeader(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.toLowerCase(Locale.ROOT))
                .toList()
                .contains("annotator");
    }
}
