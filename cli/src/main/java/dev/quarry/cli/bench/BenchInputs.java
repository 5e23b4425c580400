package dev.quarry.cli.bench;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** The files of a case. */
record BenchInputs(BenchRequest request) {

    /** A number of rows as it stands in the name of a file. */
    static String size(int n) {
        if (n >= 1_000_000 && n % 1_000_000 == 0) {
            return n / 1_000_000 + "M";
        }
        return n >= 1000 && n % 1000 == 0 ? n / 1000 + "k" : Integer.toString(n);
    }

    Matrix matrix(String name) throws IOException {
        return Npy.open(file(name)).matrix();
    }

    /** The first {@code n} rows, or all if there are fewer. */
    Matrix rows(String name, int n) throws IOException {
        Matrix all = matrix(name);
        return n >= all.rows() ? all : all.select(IntStream.range(0, n).toArray());
    }

    int[] ints(String name) throws IOException {
        return Npy.open(file(name)).ints();
    }

    private Path file(String name) {
        Path file = request.inputs().resolve(name + ".npy");
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "The input (%s) of the case (%s) is not there. Maybe write it first with the generator of the inputs, or state other sizes."
                            .formatted(file, request.name()));
        }
        return file;
    }
}
