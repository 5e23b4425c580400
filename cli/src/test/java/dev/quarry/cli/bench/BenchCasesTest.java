package dev.quarry.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCasesTest {

    @TempDir
    Path inputs;

    /** Small files by the names of large ones. */
    @BeforeEach
    void write_inputs() throws IOException {
        Npy.write(inputs.resolve("probs_1M_10.npy"), distributions(200, 1));
        Npy.write(inputs.resolve("mc_100k_20_10.npy"), distributions(60, 20), 20);
        Npy.write(inputs.resolve("mc_10k_20_10.npy"), distributions(60, 20), 20);
        Npy.write(inputs.resolve("committee_10_100k_10.npy"), distributions(10, 50), 50);
        int[] votes = new SplittableRandom(1).ints(500, 0, 10).toArray();
        Npy.write(inputs.resolve("votes_100k_10.npy"), votes);
        float[] places = new float[120 * 6];
        SplittableRandom random = new SplittableRandom(2);
        for (int j = 0; j < places.length; j++) {
            places[j] = (float) random.nextGaussian();
        }
        for (String size : new String[] {"120_6", "10k_6"}) {
            Npy.write(inputs.resolve("emb_" + size + ".npy"), FloatMatrix.wrap(places, 120, 6));
        }
        Npy.write(inputs.resolve("embprobs_120_6.npy"), distributions(120, 1));
        Npy.write(inputs.resolve("labeled_120_6.npy"), new int[] {3, 5, 7});
    }

    private static FloatMatrix distributions(int n, int members) {
        SplittableRandom random = new SplittableRandom(n);
        float[] values = new float[n * members * 10];
        for (int at = 0; at < values.length; at += 10) {
            float sum = 0;
            for (int c = 0; c < 10; c++) {
                values[at + c] = (float) random.nextDouble();
                sum += values[at + c];
            }
            for (int c = 0; c < 10; c++) {
                values[at + c] /= sum;
            }
        }
        return FloatMatrix.wrap(values, n, members * 10);
    }

    @ParameterizedTest
    @CsvSource({
        "entropy, 0, 20",
        "margin, 0, 20",
        "lc, 0, 20",
        "bald, 0, 20",
        "batchbald, 0, 20",
        "epig, 0, 20",
        "kcenter, 120, 20",
        "badge, 120, 20",
        "voteentropy, 0, 50",
        "kl, 0, 50",
        "density, 100, 100",
        "knn, 120, 120",
        "typiclust, 120, 20",
        "probcover, 120, 20",
        "ranked, 120, 20",
        "facility, 120, 20"
    })
    void every_case_runs_and_reports(String name, int n, int results) throws IOException {
        BenchOutcome outcome = BenchCases.run(new BenchRequest(name, inputs, n, 6, 20, 3, 2, 1, 1, "random-forest"));
        assertThat(outcome.result()).hasSize(results);
        assertThat(outcome.wall()).hasSize(2);
        assertThat(outcome.report().keySet())
                .startsWith("case", "wall", "cpu", "wall_min", "cpu_min", "peak_mb", "threads");
        assertThat(outcome.report()).containsEntry("case", name).containsEntry("threads", 1);
        if (results == 20) {
            assertThat(new HashSet<>(outcome.result())).hasSize(20);
        }
        if (name.equals("kcenter")) {
            assertThat(outcome.result().stream().map(Number::intValue)).doesNotContain(3, 5, 7);
        }
        BenchOutcome again = BenchCases.run(new BenchRequest(name, inputs, n, 6, 20, 3, 1, 2, 1, "random-forest"));
        assertThat(again.result().toString()).isEqualTo(outcome.result().toString());
    }

    @ParameterizedTest
    @CsvSource({"fit, 1", "predict, 40", "digits-loop, 51"})
    void learners_are_timed_as_well(String name, int results) throws IOException {
        FloatMatrix rows = distributions(700, 1);
        int[] labels = new SplittableRandom(3).ints(700, 0, 3).toArray();
        for (String file : new String[] {"learn", "pool", "digits"}) {
            Npy.write(inputs.resolve(file + "_x.npy"), rows);
            Npy.write(inputs.resolve(file + "_y.npy"), labels);
        }
        BenchRequest once = new BenchRequest(name, inputs, 40, 0, 0, 0, 0, 1, 1, "gaussian-naive-bayes");
        BenchOutcome outcome = BenchCases.run(once);
        assertThat(outcome.result()).hasSize(results);
        assertThat(outcome.wall()).isEmpty();
        assertThat(outcome.report()).containsKey("process_cpu");
        assertThat(outcome.report().get("cpu_min")).isEqualTo(outcome.report().get("cold_cpu"));
    }

    @Test
    void every_name_is_a_case() {
        assertThat(BenchCases.names()).hasSize(22).doesNotHaveDuplicates();
    }

    @Test
    void wrong_calls_get_their_sentence() throws IOException {
        assertThatThrownBy(() -> BenchCases.run(new BenchRequest("entropi", inputs)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no case (entropi)")
                .hasMessageContaining("entropy");
        Files.delete(inputs.resolve("probs_1M_10.npy"));
        assertThatThrownBy(() -> BenchCases.run(new BenchRequest("entropy", inputs)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not there");
        assertThatThrownBy(() -> new BenchRequest("entropy", inputs, 0, 0, 0, 0, -1, 1, 1, ""))
                .hasMessageContaining("repeats (-1)");
        assertThatThrownBy(() -> new BenchRequest("entropy", inputs, -1, 0, 0, 0, 1, 1, 1, ""))
                .hasMessageContaining("n (-1)");
    }
}
