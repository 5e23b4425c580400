package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quarry.dataset.catalogue.Datasets;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import dev.quarry.learn.Model;
import dev.quarry.learn.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelCommandsTest {

    @TempDir
    private Path folder;

    private Path at(String name) {
        return folder.resolve(name);
    }

    private static Called run(Object... call) {
        Called called = Called.with(call);
        assertThat(called.code()).as(called.err()).isZero();
        return called;
    }

    private Matrix array(String name) throws IOException {
        return Npy.open(at(name)).matrix();
    }

    private Path plants() throws IOException {
        Path model = at("plants.quarry");
        run(
                "fit",
                Plants.labelled(at("plants.csv"), 300) + "{key: name}",
                "--label",
                "outcome",
                "--learner",
                "random-forest{trees: 25}",
                "--out",
                model);
        return model;
    }

    @Test
    void a_model_of_one_table_judges_another_and_select_reads_what_it_says() throws IOException {
        Path model = plants();
        Path out = at("said");
        Called predicted = run(
                "predict",
                Plants.unlabelled(at("new.csv")),
                "--model",
                model,
                "--out",
                out,
                "--evidence",
                "probabilities,samples,embeddings",
                "--passes",
                10);

        assertThat(Files.readAllLines(out.resolve("ids.csv")))
                .containsExactly("id", "\"Rose, wild\"", "Aster", "Fern", "Hollyhock");
        assertThat(Files.readAllLines(out.resolve("classes.txt"))).containsExactly("does, not", "flowers");
        assertThat(Files.readAllLines(out.resolve("labels.csv"))).element(0).isEqualTo("id,label,confidence");
        assertThat(Files.readAllLines(out.resolve("labels.csv")).stream()
                        .map(line -> IdFile.cells(line).get(1)))
                .containsExactly("label", "flowers", "flowers", "does, not", "flowers");
        assertThat(predicted.out()).contains("4 rows of new.csv by random-forest{trees: 25}, fitted on 300 rows");
        assertThat(predicted.out()).containsPattern("flowers +3 +75.0 %").doesNotContain("Accuracy");

        Npy samples = Npy.open(out.resolve("samples.npy"));
        assertThat(List.of(samples.axes(), (int) samples.size(0), (int) samples.size(1), (int) samples.size(2)))
                .containsExactly(3, 4, 10, 2);
        Path ids = out.resolve("ids.csv");
        for (String strategy : List.of("margin", "badge", "k-center", "bald", "monte-carlo{passes: 10}")) {
            Called selected = run(
                    "select",
                    "--strategy",
                    strategy,
                    "--probabilities",
                    out.resolve("probabilities.npy"),
                    "--samples",
                    out.resolve("samples.npy"),
                    "--embeddings",
                    out.resolve("embeddings.npy"),
                    "--ids",
                    ids,
                    "-n",
                    4);
            assertThat(selected.lines().stream().map(line -> IdFile.cells(line).getFirst()))
                    .as(strategy)
                    .containsExactlyInAnyOrder("id", "Rose, wild", "Aster", "Fern", "Hollyhock");
        }
    }

    @Test
    void the_probabilities_written_are_those_of_the_model() throws IOException {
        Path model = plants();
        run("predict", at("plants.csv"), "--model", model, "--out", at("said"));
        run("embed", at("plants.csv"), "--model", model, "--out", at("places.npy"));
        ModelBundle bundle = ModelBundle.load(model);
        Matrix features = array("places.npy"); // a forest has no hidden layer
        assertThat(features.cols()).isEqualTo(bundle.columns()).isEqualTo(4);
        assertThat(array("said/probabilities.npy"))
                .isEqualTo(bundle.model().probabilities(features).toFloat());
        assertThat(Files.readAllLines(at("places.ids.csv")))
                .hasSize(301)
                .startsWith("id", "plant 0")
                .isEqualTo(Files.readAllLines(at("said/ids.csv")));
    }

    @Test
    void the_same_call_writes_the_same_bytes_with_any_number_of_threads() throws IOException {
        Path model = plants();
        byte[] first = Files.readAllBytes(model);
        run(
                "fit",
                at("plants.csv") + "{key: name, label: outcome}",
                "--learner",
                "random-forest{trees: 25}",
                "--threads",
                7,
                "--force",
                "--out",
                model);
        assertThat(Files.readAllBytes(model)).isEqualTo(first);
        run("predict", at("plants.csv"), "--model", model, "--out", at("one"), "-e", "samples", "--threads", 1);
        run("predict", at("plants.csv"), "--model", model, "--out", at("two"), "-e", "samples", "--threads", 3);
        try (Stream<Path> files = Files.list(at("one"))) {
            for (Path file : files.toList()) {
                assertThat(at("two").resolve(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void a_held_out_share_is_judged_and_never_fitted_on() throws IOException {
        Path data = Plants.labelled(at("plants.csv"), 300);
        Called called = run(
                "fit",
                data + "{key: name, label: outcome}",
                "-l",
                "random-forest",
                "--test",
                0.25,
                "--out",
                at("m.quarry"),
                "--json");
        JsonNode said = JsonMapper.shared().readTree(called.out());
        assertThat(said.path("rows").asInt() + said.path("test").path("rows").asInt())
                .isEqualTo(300);
        assertThat(said.path("test").path("rows").asInt()).isCloseTo(75, within(1));
        assertThat(said.path("test").path("accuracy").asDouble()).isGreaterThan(0.9);
        assertThat(said.path("classes").path(0).asString()).isEqualTo("does, not");
        assertThat(ModelBundle.load(at("m.quarry")).origin().rows())
                .isEqualTo(said.path("rows").asInt());
    }

    @Test
    void wilsons_interval_is_that_of_the_textbook() {
        // Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263 gives 0.2553 to 0.3662
        assertThat(new Judged(263, 81).text("rows")).isEqualTo("0.308 on 263 rows (95 % interval 0.255 to 0.366)");
        assertThat(new Judged(20, 0).text("rows")).endsWith("0.000 to 0.161)");
        assertThat(new Judged(29, 1).text("rows")).endsWith("0.006 to 0.172)");
    }

    @Test
    void labels_from_elsewhere_are_what_is_fitted_on() throws IOException {
        Path data = Plants.labelled(at("plants.csv"), 300);
        Path labels = Files.writeString(
                at("labels.csv"), "label,id,by\nup,plant 1,me\ndown,plant 2,me\nup,plant 7,you\ndown,\"plant 9\",me\n");
        Called called = run(
                "fit",
                data + "{key: name, ignore: [outcome], label: none}",
                "--labels",
                labels,
                "--out",
                at("m.quarry"));
        assertThat(called.out()).contains("fitted on  4 rows of plants.csv: 4 features, 2 classes");
        assertThat(ModelBundle.load(at("m.quarry")).classes()).containsExactly("down", "up");
        JsonNode said = JsonMapper.shared()
                .readTree(run("predict", data, "--model", at("m.quarry"), "--out", at("p"), "--json")
                        .out());
        assertThat(said.path("rows").asInt()).isEqualTo(300);
        assertThat(said.path("predicted").path("up").asInt()
                        + said.path("predicted").path("down").asInt())
                .isEqualTo(300);
    }

    @Test
    void test_rows_keep_their_own_labels_beside_labels_from_elsewhere() throws IOException {
        Path data = Plants.labelled(at("plants.csv"), 300);
        StringBuilder given = new StringBuilder("id,label\n");
        for (String line : Files.readAllLines(data).subList(1, 121)) {
            List<String> cells = IdFile.cells(line);
            given.append("%s,\"%s\"\n".formatted(cells.get(0), cells.get(3)));
        }
        Path labels = Files.writeString(at("labels.csv"), given);
        Path test = Files.copy(data, at("test.csv"));
        Files.writeString(test, Files.readString(test).replace("plant ", "other "));
        Called called = run(
                "fit",
                data + "{key: name, label: outcome, test: %s}".formatted(test),
                "--labels",
                labels,
                "--out",
                at("m.quarry"));
        assertThat(called.out()).contains("fitted on  120 rows").contains("on 300 test rows");
    }

    @Test
    void rows_are_predicted_block_by_block_from_a_file_as_in_memory() throws IOException {
        int n = 20_000; // more than two blocks
        float[] values = new float[n * 3];
        int[] labels = new int[n];
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(2);
            for (int j = 0; j < 3; j++) {
                values[3 * i + j] = (float) (random.nextGaussian() + 3 * labels[i]);
            }
        }
        FloatMatrix features = FloatMatrix.wrap(values, n, 3);
        Npy.write(at("X.npy"), features);
        Npy.write(at("y.npy"), labels);
        run("fit", at("X.npy"), "--learner", "gaussian-naive-bayes", "--out", at("m.quarry"));
        Called called = run(
                "predict", at("X.npy"), "--model", at("m.quarry"), "--out", at("p"), "-e", "probabilities,embeddings");
        assertThat(called.out()).contains("on 20,000 rows whose class is known");
        assertThat(array("p/probabilities.npy"))
                .isEqualTo(ModelBundle.load(at("m.quarry"))
                        .model()
                        .probabilities(features)
                        .toFloat());
        assertThat(array("p/embeddings.npy")).isEqualTo(features);
        Matrix some = features.select(new int[] {3, 1, 4});
        Npy.write(at("new.npy"), some);
        run("predict", at("new.npy"), "--model", at("m.quarry"), "--out", at("q"), "-e", "probabilities");
        assertThat(array("q/probabilities.npy"))
                .isEqualTo(array("p/probabilities.npy").select(new int[] {3, 1, 4}));
    }

    @Test
    void evidence_of_the_last_layer_can_be_recomputed_from_its_files() throws IOException {
        run("fit", "three-clusters", "--learner", "logistic-regression", "--out", at("m.quarry"));
        run(
                "predict",
                "three-clusters",
                "--model",
                at("m.quarry"),
                "--out",
                at("p"),
                "-e",
                "probabilities,embeddings,head");
        Matrix weights = array("p/head-weights.npy");
        Matrix biases = array("p/head-biases.npy");
        Matrix p = array("p/probabilities.npy");
        Matrix h = array("p/embeddings.npy");
        for (int i = 0; i < p.rows(); i += 17) {
            double[] odds = new double[p.cols()];
            double sum = 0;
            for (int c = 0; c < odds.length; c++) {
                double logit = biases.get(0, c);
                for (int j = 0; j < h.cols(); j++) {
                    logit += weights.get(c, j) * h.get(i, j);
                }
                odds[c] = StrictMath.exp(logit);
                sum += odds[c];
            }
            for (int c = 0; c < odds.length; c++) {
                assertThat(p.get(i, c)).isCloseTo(odds[c] / sum, within(1e-5));
            }
        }
    }

    @Test
    void options_about_features_go_with_the_model_from_data_to_data() throws IOException {
        String moons = "moons{n: 300, reduce: pca{dimensions: 1}}";
        run("fit", moons, "--out", at("m.quarry"));
        run("embed", "moons{n: 80}", "--model", at("m.quarry"), "--out", at("e.npy"));
        assertThat(array("e.npy").rows()).isEqualTo(80);
        assertThat(array("e.npy").cols()).isEqualTo(1);
        Path table = Files.writeString(at("points.csv"), "x,y,outcome\n0.5,1,a\n1,0,b\n");
        run("embed", table, "--model", at("m.quarry"), "--out", at("f.npy"));
        assertThat(array("f.npy").cols()).isEqualTo(1);
    }

    @Test
    void all_evidence_of_a_deep_model_is_what_select_wants() throws IOException {
        String learner = "mlp{hidden: [8], training: plan{epochs: 6, min-steps: 0, snapshots: 3}}";
        run("fit", "three-clusters", "--learner", learner, "--threads", 1, "--out", at("m.quarry"));
        String all = String.join(",", ModelEvidence.words());
        run("predict", "three-clusters", "-m", at("m.quarry"), "--out", at("p"), "-e", all, "--passes", 4);
        List<Object> files = new ArrayList<>();
        for (ModelEvidence evidence : ModelEvidence.values()) {
            for (String file : evidence.files()) {
                files.add("--" + file.replace(".npy", ""));
                files.add(at("p").resolve(file));
            }
        }
        for (String strategy : List.of(
                "margin", "bald", "badge", "expected-gradient-length", "forgetting", "grand", "boundary-distance")) {
            List<Object> call = new ArrayList<>(List.of("select", "-s", strategy, "-n", 3));
            call.addAll(files);
            assertThat(run(call.toArray()).lines()).as(strategy).hasSize(4);
        }
        assertBoundarySlopes();
    }

    /** What is written goes the way of the difference of the two logits: a small step along it gains as it says. */
    private void assertBoundarySlopes() throws IOException {
        Model model = ModelBundle.load(at("m.quarry")).model();
        run("embed", "three-clusters", "--out", at("x.npy"));
        Matrix x = array("x.npy");
        Matrix slopes = array("p/input-gradients.npy");
        double[] row = new double[x.cols()];
        double[] slope = new double[x.cols()];
        int checked = 0;
        for (int i = 0; i < x.rows(); i += 29) {
            x.copyRow(i, row);
            slopes.copyRow(i, slope);
            double length = Math.sqrt(Arrays.stream(slope).map(one -> one * one).sum());
            double step = 1e-3;
            double[][] around = {row.clone(), row.clone()};
            for (int j = 0; j < row.length; j++) {
                around[0][j] -= step * slope[j] / length;
                around[1][j] += step * slope[j] / length;
            }
            Matrix p = model.probabilities(DoubleMatrix.of(around));
            double gain = (gap(p, 1) - gap(p, 0)) / (2 * step);
            if (Math.abs(gain - length) < 0.02 * length) {
                checked++; // a rectifier may switch within the step
            }
        }
        assertThat(checked).isGreaterThan(x.rows() / 29 * 3 / 4);
    }

    private static double gap(Matrix p, int row) {
        double[] sorted = new double[p.cols()];
        p.copyRow(row, sorted);
        Arrays.sort(sorted);
        return StrictMath.log(sorted[sorted.length - 1]) - StrictMath.log(sorted[sorted.length - 2]);
    }

    @Test
    void force_replaces_an_earlier_prediction_whole() throws IOException {
        Path model = plants();
        run("predict", at("plants.csv"), "--model", model, "--out", at("p"), "-e", "embeddings,samples");
        run("predict", Plants.unlabelled(at("new.csv")), "--model", model, "--out", at("p"), "--force");
        try (Stream<Path> files = Files.list(at("p"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("classes.txt", "ids.csv", "labels.csv", "probabilities.npy");
        }
        assertThat(array("p/probabilities.npy").rows()).isEqualTo(4);
    }

    @Test
    void without_a_model_the_features_of_the_data_are_the_places() throws IOException {
        Path data = Plants.labelled(at("plants.csv"), 300);
        Called called = run("embed", data + "{key: name, label: outcome}", "--out", at("e.npy"), "--json");
        JsonNode said = JsonMapper.shared().readTree(called.out());
        assertThat(said.path("rows").asInt()).isEqualTo(300);
        assertThat(said.path("dimensions").asInt()).isEqualTo(4);
        Matrix places = array("e.npy");
        double mean = 0;
        for (int i = 0; i < 300; i++) {
            mean += places.get(i, 0) / 300;
        }
        assertThat(mean).as("heights are standardised").isCloseTo(0, within(1e-5));
        run("select", "-s", "k-center", "--embeddings", at("e.npy"), "--ids", at("e.ids.csv"), "-n", 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits-8x8", "fashion-mnist"})
    void published_data_go_all_the_way(String name) throws IOException {
        String data = System.getProperty("quarry.data", "");
        assumeTrue(Files.isDirectory(Path.of(data, name)), "the folder of -Dquarry.data has no " + name);
        StringBuilder given = new StringBuilder("id,label\n");
        Path model = at("m.quarry");
        if (name.equals("digits-8x8")) {
            run("fit", name, "--data-dir", data, "-l", "random-forest", "--out", model);
        } else {
            Path few = few(name, data, given);
            run("fit", name, "--data-dir", data, "--labels", few, "-l", "random-forest{trees: 30}", "--out", model);
        }
        JsonNode said = JsonMapper.shared()
                .readTree(run("predict", name, "--data-dir", data, "--model", model, "--out", at("p"), "--json")
                        .out());
        assertThat(said.path("test").path("accuracy").asDouble()).isGreaterThan(name.startsWith("d") ? 0.93 : 0.7);
        run("embed", name, "--data-dir", data, "--model", model, "--out", at("e.npy"));
        run("select", "--probabilities", at("p/probabilities.npy"), "--ids", at("p/ids.csv"), "-n", 5);
        assertThat(array("e.npy").rows()).isEqualTo(said.path("rows").asInt());
    }

    /** The first 2,000 labels of a published dataset as somebody would give them. */
    private Path few(String name, String data, StringBuilder given) throws IOException {
        var dataset = Datasets.open(name, List.of(Path.of(data)), 0);
        for (int row = 0; row < 2000; row++) {
            given.append(dataset.items().name(row))
                    .append(',')
                    .append(IdFile.quoted(dataset.classes().get(dataset.label(row))))
                    .append('\n');
        }
        return Files.writeString(at("few.csv"), given);
    }
}
