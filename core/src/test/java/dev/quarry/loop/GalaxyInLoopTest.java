package dev.quarry.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.acquire.Galaxy;
import dev.quarry.journal.Entry;
import dev.quarry.journal.Journal;
import dev.quarry.part.Parts;
import dev.quarry.strategy.LabelByLabel;
import dev.quarry.strategy.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A strategy whose next pick depends on the answer to the last one. */
class GalaxyInLoopTest {

    private static final Example EXAMPLE = Example.of(90);

    private static List<Entry> run(List<Entry> before) {
        Journal journal = Journal.inMemory();
        journal.append(before);
        new Loop(new NearestMean(), Parts.read(Strategy.class, "galaxy"))
                .withStart(6)
                .withBatch(5)
                .withBudget(26)
                .withSeed(3)
                .run(EXAMPLE.pool(), EXAMPLE.oracle(), journal, event -> {}, Cancellation.NEVER);
        return journal.entries();
    }

    @Test
    void its_name_alone_means_that_it_is_answered_label_by_label() {
        assertThat(Parts.read(Strategy.class, "galaxy")).isEqualTo(new LabelByLabel(new Galaxy()));
        assertThat(new LabelByLabel().acquisition()).isEqualTo(new Galaxy());
    }

    @Test
    void a_loop_that_was_stopped_anywhere_goes_on_as_if_it_had_not() {
        List<Entry> whole = run(List.of());
        assertThat(whole).hasSize(26).extracting(Entry::item).doesNotHaveDuplicates();
        for (int kept = 0; kept <= whole.size(); kept++) {
            assertThat(run(whole.subList(0, kept)))
                    .usingRecursiveComparison()
                    .ignoringFields("at")
                    .isEqualTo(whole);
        }
    }
}
