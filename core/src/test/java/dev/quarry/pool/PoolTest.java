package dev.quarry.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolTest {

    private final Pool pool =
            new Pool(Items.of(30, 10, 20), FloatMatrix.wrap(new float[] {3, 1, 2}, 3, 1), List.of("no", "yes"));

    @Test
    void everything_is_unlabelled_at_first_and_listed_by_id() {
        assertThat(pool.count(Status.UNLABELLED)).isEqualTo(3);
        assertThat(pool.rows(Status.UNLABELLED)).containsExactly(1, 2, 0);
    }

    @Test
    void the_last_verdict_counts() {
        pool.apply(20, Verdict.label("yes"));
        assertThat(pool.label(2)).isEqualTo(1);
        pool.apply(20, Verdict.label("no"));
        assertThat(pool.label(2)).isZero();
        pool.apply(20, Verdict.UNDO);
        assertThat(pool.status(2)).isEqualTo(Status.UNLABELLED);
        assertThatThrownBy(() -> pool.label(2)).hasMessageContaining("item (20) has no label");
    }

    @Test
    void unknown_items_and_classes_are_named() {
        assertThatThrownBy(() -> pool.apply(7, Verdict.SKIP)).hasMessage("The pool has no item (7).");
        assertThatThrownBy(() -> pool.apply(10, Verdict.label("maybe")))
                .hasMessageContaining("label (maybe) of item (10)")
                .hasMessageContaining("[no, yes]");
        assertThat(pool.count(Status.UNLABELLED)).isEqualTo(3);
    }

    @Test
    void a_verdict_has_a_label_exactly_when_it_labels() {
        assertThatThrownBy(() -> new Verdict(Status.LABELLED, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Verdict(Status.SKIPPED, "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
