package dev.quarry.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {

    private static DatasetBuilder twenty() {
        int[] labels = IntStream.range(0, 20)
                .map(i -> i < 15 ? 0 : i < 19 ? 1 : Dataset.UNKNOWN)
                .toArray();
        return new DatasetBuilder(Items.range(20), Preparation.fixed(FloatMatrix.wrap(new float[40], 20, 2), List.of()))
                .name("twenty")
                .classes(List.of("a", "b"))
                .labels(labels);
    }

    @Test
    void a_drawn_split_takes_the_fraction_of_each_class_and_no_unlabelled_row() {
        Dataset split = twenty().testFraction(0.4, 7).build();
        assertThat(split.testRows()).hasSize(6 + 2).doesNotContain(19);
        assertThat(IntStream.of(split.testRows()).filter(row -> split.label(row) == 0))
                .hasSize(6);
        assertThat(split.poolRows()).hasSize(12).doesNotContain(split.testRows());
    }

    @Test
    void a_drawn_split_depends_on_ids_not_on_the_order_of_rows() {
        long[] backwards = IntStream.range(0, 20).mapToLong(i -> 19 - i).toArray();
        int[] labels = IntStream.range(0, 20)
                .map(i -> i > 4 ? 0 : i > 0 ? 1 : Dataset.UNKNOWN)
                .toArray();
        Dataset forward = twenty().testFraction(0.4, 3).build();
        Dataset backward = new DatasetBuilder(
                        Items.of(backwards), Preparation.fixed(FloatMatrix.wrap(new float[40], 20, 2), List.of()))
                .classes(List.of("a", "b"))
                .labels(labels)
                .testFraction(0.4, 3)
                .build();
        assertThat(IntStream.of(backward.testRows())
                        .mapToLong(row -> backward.items().id(row)))
                .containsExactlyInAnyOrderElementsOf(IntStream.of(forward.testRows())
                        .mapToObj(row -> (long) row)
                        .toList());
    }

    @Test
    void another_split_replaces_the_first_and_keeps_the_rest() {
        Dataset whole = twenty().testLast(5).build();
        Dataset other = whole.withTest(0.2, 1);
        assertThat(other.hasGivenTest()).isFalse();
        assertThat(whole.testRows()).containsExactly(15, 16, 17, 18, 19);
        assertThat(other.testRows()).hasSize(3 + 1);
        assertThat(other.name()).isEqualTo("twenty");
        assertThat(other.labels()).containsExactly(whole.labels());
        assertThat(whole.withTest(0, 1).testRows()).isEmpty();
    }

    @Test
    void nobody_can_change_it_through_what_it_gives_or_took() {
        int[] labels = new int[20];
        BitSet test = new BitSet();
        Dataset dataset = twenty().labels(labels).test(test).build();
        labels[0] = 1;
        test.set(3);
        dataset.labels()[1] = 1;
        dataset.testRows();
        assertThat(dataset.labels()).containsOnly(0);
        assertThat(dataset.isTest(3)).isFalse();
    }

    @Test
    void counts_and_planarity_are_told() {
        Dataset dataset = twenty().build();
        assertThat(dataset.classCounts()).containsExactly(15, 4);
        assertThat(dataset.isPlanar()).isTrue();
        assertThat(dataset.text(0)).isEmpty();
        assertThat(dataset.picture(0)).isEmpty();
    }

    @Test
    void what_does_not_fit_together_is_refused() {
        assertThatThrownBy(() -> twenty().labels(new int[3]).build())
                .hasMessage("The dataset (twenty) has (20) items but (3) labels.");
        assertThatThrownBy(() -> twenty().classes(List.of("a")).build())
                .hasMessage("The label (1) of item (15) of dataset (twenty) is not one of (1) classes.");
        assertThatThrownBy(() -> twenty().texts(List.of("x")).build()).hasMessageContaining("(1) texts");
        assertThatThrownBy(() -> twenty().testLast(21)).hasMessageContaining("its last (21)");
        assertThatThrownBy(() -> twenty().testFraction(1, 0)).hasMessage("The test fraction (1.0) must be in [0, 1).");
    }
}
