package dev.quarry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.acquire.Badge;
import dev.quarry.acquire.Margin;
import dev.quarry.acquire.VoteEntropy;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.catalogue.Datasets;
import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import dev.quarry.learn.classical.LogisticRegression;
import dev.quarry.loop.Loop;
import dev.quarry.pool.Pool;
import dev.quarry.pool.Status;
import dev.quarry.pool.Verdict;
import dev.quarry.strategy.Deterministic;
import dev.quarry.strategy.Ensemble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The Java of the README, as it stands there. */
final class ReadmeTest {

    private final Path home = Path.of(System.getProperty("quarry.home", ".."));

    @Test
    void the_library_example_runs() throws IOException {
        Dataset mail = Datasets.open("gaussian-clusters{n: 400, classes: 2}", List.of(), 0);
        Matrix features = mail.features();
        List<String> keys =
                IntStream.range(0, mail.size()).mapToObj(row -> "mail-" + row).toList();

        Pool pool = new Pool(Items.named(keys), features, List.of("ham", "spam"));
        Loop loop = new Loop(new LogisticRegression(), new Deterministic(new Margin())).withBudget(300);

        Loop.Proposal next = loop.propose(pool, 0, event -> {});
        assertThat(next.selection().size()).isEqualTo(20);
        loop.run(pool, id -> Verdict.label(mail.label(pool.row(id)) == 0 ? "ham" : "spam"));
        assertThat(pool.count(Status.LABELLED)).isEqualTo(300);
        assertThat(loop.propose(pool, 1, event -> {}).selection().size()).isZero(); // the budget is spent
    }

    @Test
    void the_readme_says_what_was_run() throws IOException {
        String readme = Files.readString(home.resolve("README.md"));
        assertThat(readme)
                .contains("new Pool(Items.named(keys), features, List.of(\"ham\", \"spam\"))")
                .contains("new Loop(new LogisticRegression(), new Deterministic(new Margin())).withBudget(300)")
                .contains("loop.run(pool, id -> Verdict.label(")
                .contains("loop.propose(pool, 0, event -> {})")
                .contains("new Ensemble(10, new VoteEntropy())")
                .contains("new Deterministic(new Badge())");
        assertThat(new Ensemble(10, new VoteEntropy())).isEqualTo(new Ensemble());
        assertThat(new Deterministic(new Badge()).demands()).hasSize(1);
    }
}
