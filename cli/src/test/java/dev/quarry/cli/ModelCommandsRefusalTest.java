package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with a call of fit, predict or embed; each gets its sentence, and nothing is left behind. */
class ModelCommandsRefusalTest {

    @TempDir
    private Path folder;

    private Path plants;
    private Path model;

    @BeforeEach
    void fit_a_model() throws IOException {
        plants = Plants.labelled(at("plants.csv"), 60);
        model = at("plants.quarry");
        Called called = Called.with(
                "fit", plants + "{key: name, label: outcome}", "-l", "random-forest{trees: 5}", "--out", model);
        assertThat(called.code()).as(called.err()).isZero();
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    private Path text(String name, String text) throws IOException {
        return Files.writeString(at(name), text);
    }

    private void assertRefused(int code, String reason, Object... call) throws IOException {
        Called called = Called.with(call);
        assertThat(called.code()).as(called.err()).isEqualTo(code);
        assertThat(called.err()).contains(reason).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(called.out()).isEmpty();
        assertThat(at("p")).doesNotExist();
        assertThat(at("new.quarry")).doesNotExist();
        assertThat(at("e.npy")).doesNotExist();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .noneMatch(name -> name.endsWith(".new") || name.startsWith(".unfinished"));
        }
    }

    @Test
    void what_cannot_be_fitted() throws IOException {
        Path one = text("one.csv", "x,label\n1,a\n2,a\n3,a\n");
        assertRefused(1, "its (3) labelled rows have (1) class. Maybe label a few more", fit(one));
        Path none = text("none.csv", "x,label\n1,\n2,\n");
        assertRefused(1, "have no labelled row to fit on. Maybe name their label column", fit(none));
        Npy.write(at("X.npy"), FloatMatrix.of(new float[] {1, 2}, new float[] {Float.NaN, 1}, new float[] {1, 0}));
        Npy.write(at("y.npy"), new int[] {0, 1, 0});
        assertRefused(1, "The value (NaN) in row (1), column (0) of (", fit(at("X.npy")));
        Path constant = text("constant.csv", "x,z,label\n1,5,a\n2,5,b\n3,5,a\n4,5,b\n");
        assertThat(Called.with("fit", constant, "--out", at("constant.quarry")).code())
                .isZero();
        assertRefused(
                1,
                "no column in (plants.csv) named (outcom). Maybe (outcome)",
                "fit",
                plants,
                "--label",
                "outcom",
                "--out",
                at("new.quarry"));
        assertRefused(
                2,
                "no learner named (random-forst). Maybe (random-forest)",
                "fit",
                plants,
                "-l",
                "random-forst",
                "--out",
                at("new.quarry"));
        assertRefused(2, "The trees (0)", "fit", plants, "-l", "random-forest{trees: 0}", "--out", at("new.quarry"));
        assertRefused(2, "test rows (1.0) must be in [0, 1)", "fit", plants, "--test", 1, "--out", at("new.quarry"));
        assertRefused(2, "named (nowhere.csv)", "fit", "nowhere.csv", "--out", at("new.quarry"));
        assertRefused(2, "The threads (0)", "fit", plants, "--threads", 0, "--out", at("new.quarry"));
    }

    private Object[] fit(Path data) {
        return new Object[] {"fit", data, "--out", at("new.quarry")};
    }

    @Test
    void labels_from_elsewhere_that_mean_nothing() throws IOException {
        String data = plants + "{key: name, label: outcome}";
        assertRefused(1, "The id (plant 999) in", labels(data, "id,label\nplant 1,a\nplant 999,b\n"));
        assertRefused(1, "has no id and class in line (2)", labels(data, "id,label\nplant 1\n"));
        assertRefused(1, "gives the item (plant 1) two classes, (a) and (b)", labels(data, "plant 1,a\nplant 1,b\n"));
        assertRefused(1, "has no labels", labels(data, "id,label\n"));
        Files.write(at("labels.csv"), new byte[] {(byte) 0xC3, 0x28});
        assertRefused(1, "is not text in UTF-8", "fit", data, "--labels", at("labels.csv"), "--out", at("new.quarry"));
        assertRefused(1, "There is no file (", "fit", data, "--labels", at("nowhere.csv"), "--out", at("new.quarry"));
    }

    private Object[] labels(String data, String text) throws IOException {
        return new Object[] {"fit", data, "--labels", text("labels.csv", text), "--out", at("new.quarry")};
    }

    @Test
    void data_of_another_kind() throws IOException {
        Path narrow = text("narrow.csv", "name,height\nA,1\nB,2\n");
        assertRefused(1, "The dataset (narrow.csv): ", predict(narrow));
        Path nameless = text("nameless.csv", "height,colour\n1,red\n2,red\n");
        assertRefused(1, "no column in (nameless.csv) named (name)", predict(nameless));
        Npy.write(at("wide.npy"), FloatMatrix.wrap(new float[21], 3, 7));
        assertRefused(1, "with (4) columns but there are (7)", predict(at("wide.npy") + "{format: npy}"));
        Npy.write(at("X.npy"), FloatMatrix.of(new float[] {1, 2}, new float[] {3, 1}));
        Npy.write(at("y.npy"), new int[] {0, 1});
        assertThat(Called.with("fit", at("X.npy"), "--out", at("two.quarry")).code())
                .isZero();
        Npy.write(at("nan.npy"), FloatMatrix.of(new float[] {1, 2}, new float[] {3, Float.NaN}));
        assertRefused(
                1,
                "The value (NaN) in row (1), column (1) of (",
                "predict",
                at("nan.npy"),
                "-m",
                at("two.quarry"),
                "--out",
                at("p"));
        assertRefused(
                1,
                "The value (NaN) in row (1), column (1) of (",
                "embed",
                at("nan.npy"),
                "-m",
                at("two.quarry"),
                "--out",
                at("e.npy"));
    }

    private Object[] predict(Object data) {
        return new Object[] {"predict", data, "--model", model, "--out", at("p")};
    }

    @Test
    void models_that_are_none() throws IOException {
        byte[] bytes = Files.readAllBytes(model);
        Path broken = at("broken.quarry");
        for (int length : new int[] {0, 10, 100, bytes.length / 2, bytes.length - 1}) {
            Files.write(broken, Arrays.copyOf(bytes, length));
            assertRefused(
                    1, "The bundle (%s) ends".formatted(broken), "predict", plants, "-m", broken, "--out", at("p"));
        }
        bytes[bytes.length / 2] ^= 1;
        Files.write(broken, bytes);
        assertRefused(1, "The bundle (%s) has ".formatted(broken), "predict", plants, "-m", broken, "--out", at("p"));
        assertRefused(1, "does not begin like a zip file", "predict", plants, "-m", plants, "--out", at("p"));
        assertRefused(1, "is a folder", "predict", plants, "-m", folder, "--out", at("p"));
        assertRefused(1, "There is no file (", "predict", plants, "-m", at("nowhere"), "--out", at("p"));
        assertRefused(1, "There is no file (", "embed", plants, "-m", at("nowhere"), "--out", at("e.npy"));
        assertRefused(2, "Missing required option: '--model=FILE'", "predict", plants, "--out", at("p"));
    }

    @Test
    void evidence_that_the_model_cannot_give() throws IOException {
        assertRefused(2, "no evidence named (entropy)", evidence("entropy"));
        assertRefused(2, "no evidence named (probabilites). Maybe (probabilities)", evidence("probabilites"));
        assertRefused(2, "have (5) that differ at most. Maybe ask for fewer with (--passes 5)", evidence("samples"));
        assertRefused(2, "(head) cannot be had", evidence("probabilities,head"));
        assertRefused(2, "(history) cannot be had", evidence("history"));
        assertRefused(2, "(gradient-norms) cannot be had", evidence("gradient-norms"));
        assertRefused(2, "(input-gradients) cannot be had", evidence("input-gradients"));
        assertRefused(2, "The passes (0)", "predict", plants, "-m", model, "--out", at("p"), "--passes", 0);
        Called.with("fit", plants + "{key: name, label: outcome}", "--out", at("logistic.quarry"));
        assertRefused(
                2,
                "always answer the same. Maybe fit one of the learners that do: ",
                "predict",
                plants,
                "-m",
                at("logistic.quarry"),
                "--out",
                at("p"),
                "-e",
                "samples");
    }

    private Object[] evidence(String kinds) {
        return new Object[] {"predict", plants, "--model", model, "--out", at("p"), "--evidence", kinds};
    }

    @Test
    void places_that_cannot_be_written_to() throws IOException {
        byte[] before = Files.readAllBytes(model);
        assertRefused(2, "plants.quarry) exists. Maybe choose another name", "fit", plants, "--out", model);
        assertThat(Files.readAllBytes(model)).isEqualTo(before);
        assertRefused(2, "is a folder where a file is wanted", "fit", plants, "--out", folder);
        assertRefused(2, "There is no folder (", "fit", plants, "--out", at("nowhere/m.quarry"));
        assertRefused(2, "There is no folder (", "fit", plants, "--out", plants.resolve("m.quarry"));
        assertRefused(2, "is a file where a folder is wanted", "predict", plants, "-m", model, "--out", plants);
        assertRefused(
                1,
                "plants.csv/p) cannot be read or written: ",
                "predict",
                plants,
                "-m",
                model,
                "--out",
                plants.resolve("p"));
        assertRefused(2, "is not empty. Maybe choose another one", "predict", plants, "-m", model, "--out", folder);
        assertRefused(2, "must end in (.npy)", "embed", plants, "--out", at("e.csv"));
        Files.createFile(at("f.npy"));
        assertRefused(2, "f.npy) exists", "embed", plants, "--out", at("f.npy"));
        Files.createFile(at("g.ids.csv"));
        assertRefused(2, "g.ids.csv) exists", "embed", plants, "--out", at("g.npy"));
    }
}
