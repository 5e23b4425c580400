package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.part.Named;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * No acquisition takes more memory beside its evidence than the budget: each chooses in a process whose heap has room for
 * the evidence and the budget, and a few MiB for the virtual machine itself. Whoever takes more runs out of memory. One
 * that cannot work within the budget says so instead, with what it needs and by what name there is something that fits.
 *
 * <p>The budget is 500 bytes per candidate, about 100 MB for 200,000. Methods of O(n²) time would take minutes at that
 * size. They are measured at a tenth of the candidates, within a tenth of the budget: what grows with n alone takes a
 * tenth there as well, and a table of n², were it of single bits, would be five times too large. TypiClust belongs to them
 * since it is of quadratic time within a cluster, of which there are as few as picks; DCoM since it counts the pairs
 * within a radius; the log-determinant since it looks
 * at each candidate with all labelled items.
 */
class AcquisitionMemoryTest {

    private static final int CANDIDATES = 200_000;
    private static final int BYTES_EACH = 500;
    private static final int MACHINE_MEBIBYTES = 8;
    private static final int YOUNG_MEBIBYTES = 4;

    private static final Set<String> SLOW = Set.of("typiclust", "log-determinant", "dcom");

    @Test
    void two_hundred_thousand_candidates_are_chosen_from_within_the_budget() throws Exception {
        Map<String, String> outcomes = outcomes(CANDIDATES, names(type -> !isSlow(type)));
        assertThat(outcomes.remove("bait"))
                .as("the candidates in float64 do not fit, with what is known of the last layer")
                .matches(
                        "refused\t.* of \\(bait\\) needs \\(\\d+\\) MiB, more than the memory budget of \\(95\\) MiB\\. "
                                + "Maybe choose among fewer candidates with subpool, .*");
        assertThat(outcomes).allSatisfy((name, outcome) -> assertThat(outcome).startsWith("fits"));
    }

    @Test
    void what_takes_quadratic_time_takes_no_quadratic_memory_or_says_what_would_fit() throws Exception {
        Map<String, String> outcomes = outcomes(CANDIDATES / 10, names(AcquisitionMemoryTest::isSlow));
        assertThat(outcomes.remove("vote-k"))
                .as("150 neighbours of each candidate do not fit")
                .matches(
                        "refused\tvote-k of \\(20000\\) candidates needs \\(\\d+\\) MiB, more than the memory budget of "
                                + "\\(9\\) MiB\\. Maybe let each vote for fewer, for example vote-k\\{neighbours: 10}, or .*");
        assertThat(outcomes.remove("expected-average-precision"))
                .as("a sum over places in the ranking for every class does not fit")
                .matches("refused\tThe expected average precision needs \\(\\d+\\) MiB, more than the memory budget of "
                        + "\\(9\\) MiB\\. Maybe choose among fewer candidates with subpool, .*");
        assertThat(outcomes).allSatisfy((name, outcome) -> assertThat(outcome).startsWith("fits"));
        assertThat(outcomes(CANDIDATES / 10, List.of("vote-k{neighbours: 10}")).values())
                .as("what the refusal names")
                .allMatch(outcome -> outcome.startsWith("fits"));
    }

    private static boolean isSlow(PartType type) {
        return SLOW.contains(type.name())
                || Objects.requireNonNull(type.standard().getClass().getAnnotation(Named.class))
                        .cost()
                        .contains("n²");
    }

    private static List<String> names(Predicate<PartType> which) {
        return Parts.of(Acquisition.class).stream()
                .filter(which)
                .map(PartType::name)
                .toList();
    }

    /** What became of each acquisition, by its text. */
    private static Map<String, String> outcomes(int n, List<String> acquisitions) throws Exception {
        long budget = (long) n * BYTES_EACH;
        long heap = (long) n * MemoryOfAcquisitions.EVIDENCE_BYTES + budget;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-Xmn%dm".formatted(YOUNG_MEBIBYTES),
                "-Xmx%dm".formatted((heap >> 20) + 1 + MACHINE_MEBIBYTES),
                "-cp",
                System.getProperty("java.class.path"),
                MemoryOfAcquisitions.class.getName(),
                Integer.toString(n),
                Long.toString(budget)));
        command.addAll(acquisitions);
        Map<String, String> outcomes = said(command)
                .lines()
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        assertThat(outcomes).containsOnlyKeys(acquisitions);
        return outcomes;
    }

    private static String said(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
