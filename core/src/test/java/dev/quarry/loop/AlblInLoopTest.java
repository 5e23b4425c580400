package dev.quarry.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Margin;
import dev.quarry.journal.Entry;
import dev.quarry.journal.Journal;
import dev.quarry.strategy.Albl;
import dev.quarry.strategy.Deterministic;
import dev.quarry.strategy.Diversity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A strategy whose state is in the journal. */
class AlblInLoopTest {

    private static final Example EXAMPLE = Example.of(90);

    private static Loop loop() {
        Albl albl = new Albl(List.of(new Deterministic(new Margin()), new Diversity(new KCenter())), 24, 0.1);
        return new Loop(new NearestMean(), albl)
                .withStart(6)
                .withBatch(4)
                .withBudget(30)
                .withSeed(3);
    }

    private static Journal run(Journal journal) {
        loop().run(EXAMPLE.pool(), EXAMPLE.oracle(), journal, event -> {}, Cancellation.NEVER);
        return journal;
    }

    private static Journal run(List<Entry> before) {
        Journal journal = Journal.inMemory();
        journal.append(before);
        return run(journal);
    }

    @Test
    void a_loop_that_was_stopped_anywhere_goes_on_as_if_it_had_not() {
        List<Entry> whole = run(List.of()).entries();
        assertThat(whole).hasSize(30);
        for (int kept = 0; kept <= whole.size(); kept++) {
            assertThat(run(whole.subList(0, kept)).entries())
                    .usingRecursiveComparison()
                    .ignoringFields("at")
                    .isEqualTo(whole);
        }
    }

    @Test
    void weights_move_from_round_to_round() {
        assertThat(run(List.of()).entries().stream()
                        .filter(entry -> entry.round() > 0)
                        .map(entry -> entry.reason().replaceAll(".* weights (.*) advised .*", "$1"))
                        .distinct())
                .hasSize(6);
    }
}
