package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools that are large against their memory budget. */
class LargePoolTest {

    @TempDir
    private Path folder;

    private Path pool(String name, int rows, int threads) {
        Path pool = folder.resolve(name);
        Called made = Called.with(
                "bench",
                "pool",
                "--rows",
                rows,
                "--dimensions",
                16,
                "--classes",
                4,
                "--threads",
                threads,
                "--out",
                pool);
        assertThat(made.code()).isZero();
        return pool;
    }

    @Test
    void a_pool_has_the_same_bytes_for_any_number_of_threads() throws IOException {
        Path one = pool("one", 20_000, 1);
        Path three = pool("three", 20_000, 3);
        for (String file : new String[] {"embeddings.npy", "probabilities.npy"}) {
            assertThat(Files.mismatch(one.resolve(file), three.resolve(file))).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"entropy", "k-center", "badge", "k-means-plus-plus"})
    void the_budget_never_changes_what_is_chosen(String strategy) throws IOException {
        Path pool = pool("pool", 20_000, 2);
        Path gone = Files.writeString(folder.resolve("gone.csv"), "id\n7\n19999\n");
        String[] lines = new String[3];
        String[] budgets = {"1g", "2m", "900k"};
        for (int i = 0; i < budgets.length; i++) {
            Called called = Called.with(
                    "select",
                    "--strategy",
                    strategy,
                    "--probabilities",
                    pool.resolve("probabilities.npy"),
                    "--embeddings",
                    pool.resolve("embeddings.npy"),
                    "--exclude",
                    gone,
                    "-n",
                    40,
                    "--memory",
                    budgets[i]);
            assertThat(called.code()).as(called.err()).isZero();
            lines[i] = called.out();
        }
        assertThat(lines).containsOnly(lines[0]);
    }

    @Test
    void what_does_not_fit_is_refused_and_what_is_no_size_is_a_wrong_call() {
        Path pool = pool("pool", 5_000, 1);
        Called tight =
                Called.with("select", "-s", "vote-k", "--embeddings", pool.resolve("embeddings.npy"), "--memory", "1m");
        assertThat(tight.code()).isEqualTo(1);
        assertThat(tight.err()).contains("vote-k of (5000) candidates needs", "vote-k{neighbours: 10}", "subpool");
        Called wrong = Called.with("score", "--probabilities", pool.resolve("probabilities.npy"), "--memory", "lots");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("(lots) is not a size. Maybe (2g) or (512m).");
    }
}
