package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.acquire.Badge;
import dev.quarry.acquire.Quire;
import dev.quarry.acquire.Sizes;
import dev.quarry.acquire.Work;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Npy;
import dev.quarry.strategy.Forecast;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DryRunTest {

    private static final Calibration CALIBRATION = new Calibration(1e-10, 2e-10, 3e-9, 4e-9, 5e-9);
    private static final Sizes SIZES = new Sizes(1_000_000, 0, 10, 0, 128, 100);

    private static DryRun run(long budget) {
        return new DryRun(new Badge(), SIZES, Forecast.of(new Badge(), SIZES), CALIBRATION, 1, budget);
    }

    @Test
    void work_takes_what_its_operations_take() {
        assertThat(CALIBRATION.seconds(new Work(1e10, 1e10, 1e9, 1e9, 1e9))).isEqualTo(1 + 2 + 3 + 4 + 5);
    }

    @Test
    void what_fits_says_so_and_what_does_not_names_a_part_that_would() {
        assertThat(run(1L << 34).text())
                .contains("badge", "1,000,000, to choose 100", "at most", "An estimate")
                .doesNotContain("may not fit");
        assertThat(run(200L << 20).text())
                .contains("may not fit", "the memory budget of 200 MiB", "(subpool{size: 700000, of: badge})");
        assertThat(run(1000).text()).contains("Maybe raise the budget.");
        assertThat(run(1000).json()).containsEntry("fits", false).containsEntry("budgetBytes", 1000L);
    }

    @Test
    void what_declares_no_estimate_is_named_with_its_cost() {
        Quire quire = new Quire();
        DryRun unknown = new DryRun(quire, SIZES, Forecast.of(quire, SIZES), CALIBRATION, 2, 1L << 40);
        assertThat(unknown.text())
                .contains("(quire) declares no estimate", "O(n·m·(m + d) + m³)", "shared by 2 threads");
    }

    @Test
    void the_command_estimates_and_chooses_nothing(@TempDir Path folder) throws IOException {
        Path p = folder.resolve("p.npy");
        Npy.write(p, DoubleMatrix.of(new double[] {0.9, 0.1}, new double[] {0.5, 0.5}));
        Called text = Called.with("select", "--probabilities", p, "-n", 1, "--dry-run");
        assertThat(text.code()).isZero();
        assertThat(text.lines().get(0)).isEqualTo("strategy    margin");
        assertThat(text.out()).doesNotContain("id,score");
        Called json = Called.with("select", "-s", "subpool{of: margin}", "--probabilities", p, "--dry-run", "--json");
        JsonNode answer = JsonMapper.shared().readTree(json.out());
        assertThat(answer.path("cpuSeconds").asDouble()).isPositive();
        assertThat(answer.path("fits").asBoolean()).isTrue();
        assertThat(answer.path("calibration").path("log").asDouble()).isPositive();
    }
}
