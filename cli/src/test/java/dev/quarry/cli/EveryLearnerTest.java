package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import dev.quarry.learn.Learner;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every learner on the class path through every command that takes one; a new one is found, not listed. */
class EveryLearnerTest {

    /** For pictures only, too slow for a test of seconds, or in need of a file; their own module tests them. */
    private static final Set<String> ELSEWHERE = Set.of("lenet", "resnet18", "vgg16-bn", "wide-resnet", "torch-script");

    @TempDir
    private Path folder;

    static Stream<String> learners() {
        return Parts.of(Learner.class).stream().map(PartType::name).filter(name -> !ELSEWHERE.contains(name));
    }

    private static Called run(Object... call) {
        Called called = Called.with(call);
        assertThat(called.code()).as(called.err()).isZero();
        return called;
    }

    @ParameterizedTest
    @MethodSource("learners")
    void a_simulation_runs_with_it_and_it_learns(String learner) {
        Called called = run(
                "simulate",
                "three-clusters",
                "--learner",
                learner,
                "--strategy",
                "margin",
                "--start",
                20,
                "--batch",
                10,
                "--budget",
                40,
                "--seeds",
                1,
                "--threads",
                1,
                "--out",
                folder.resolve("report"),
                "--json");
        JsonNode said = JsonMapper.shared().readTree(called.lines().getLast());
        assertThat(said.path("missing").size()).isZero();
        assertThat(folder.resolve("report")).isNotEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void what_it_says_it_gives_is_written_from_a_saved_model(String learner) throws IOException {
        run("fit", "three-clusters", "--learner", learner, "--test", 0.9, "--out", folder.resolve("m.quarry"));
        Learner part = Parts.read(Learner.class, learner);
        String all = Arrays.stream(ModelEvidence.values())
                .filter(evidence -> evidence.isGivenBy(part))
                .map(ModelEvidence::word)
                .collect(Collectors.joining(","));
        Path out = folder.resolve("p");
        JsonNode said = JsonMapper.shared()
                .readTree(run(
                                "predict",
                                "three-clusters",
                                "--model",
                                folder.resolve("m.quarry"),
                                "--evidence",
                                all,
                                "--passes",
                                3,
                                "--out",
                                out,
                                "--json")
                        .out());
        assertThat(said.path("known").path("accuracy").asDouble()).isGreaterThan(0.6);
        for (ModelEvidence evidence : ModelEvidence.values()) {
            for (String file : evidence.files()) {
                assertThat(Files.exists(out.resolve(file))).as(file).isEqualTo(evidence.isGivenBy(part));
            }
        }
        Matrix probabilities = Npy.open(out.resolve("probabilities.npy")).matrix();
        assertThat(probabilities.rows()).isEqualTo(said.path("rows").asInt());
        run("select", "--probabilities", out.resolve("probabilities.npy"), "-n", 3);
    }
}
