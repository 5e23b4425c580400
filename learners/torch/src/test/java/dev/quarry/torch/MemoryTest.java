package dev.quarry.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Native memory stays flat. Each test is a process of its own, so that no other test has a part in its size. */
final class MemoryTest {

    private static final int MOST_MEGABYTES = 48;

    /** How many megabytes the process grew, as {@link Growth} says. */
    private static int growth(String what) throws IOException, InterruptedException {
        assumeThat(Files.exists(Path.of("/proc/self/status")))
                .as("this system says how large a process is")
                .isTrue();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        // So much room that the collector, which would free what nobody holds, hardly runs.
                        "-Xmx768m",
                        "-Xms768m",
                        "-Xmn600m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Growth.class.getName(),
                        what))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return Integer.parseInt(output.lines().reduce((first, last) -> last).orElseThrow());
    }

    /** Without scopes, each of these steps would leave about 2 megabytes behind. */
    @Test
    void two_thousand_steps_leave_nothing_behind() throws IOException, InterruptedException {
        assertThat(growth("steps")).isLessThan(MOST_MEGABYTES);
    }

    /** Without scopes, these rounds would leave 2,865 megabytes behind. */
    @Test
    void fifty_rounds_of_fitting_and_asking_leave_nothing_behind() throws IOException, InterruptedException {
        assertThat(growth("rounds")).isLessThan(MOST_MEGABYTES);
    }
}
