package dev.quarry.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttributesTest {

    private static final Items ITEMS = Items.named(List.of("a", "b", "c"));
    private static final Attributes TABLE = Attributes.of(ITEMS)
            .withTexts("patient", List.of("7", "", "9.5"))
            .withNumbers("cost", new double[] {3, Double.NaN, 0.5});

    @Test
    void a_column_answers_for_any_items_in_their_order() {
        Items some = ITEMS.select(new int[] {2, 0});
        assertThat(TABLE.texts("patient", some)).containsExactly("9.5", "7");
        assertThat(TABLE.numbers("cost", some)).containsExactly(0.5, 3);
        assertThat(TABLE.texts(Attributes.ID, some)).containsExactly("c", "a");
        assertThat(TABLE.columns()).containsExactly("patient", "cost");
    }

    @Test
    void numbers_are_texts_and_texts_may_be_numbers() {
        assertThat(TABLE.texts("cost", ITEMS)).containsExactly("3", "", "0.5");
        assertThat(TABLE.numbers("patient", ITEMS)).containsExactly(7, Double.NaN, 9.5);
        assertThat(TABLE.values("cost")).containsExactly("3", "0.5");
        Attributes words = Attributes.of(ITEMS).withTexts("word", List.of("x", "y", "z"));
        assertThatThrownBy(() -> words.numbers("word", ITEMS)).hasMessageContainingAll("(a) has (x)", "a number");
    }

    @Test
    void an_item_that_the_table_does_not_know_has_no_values() {
        Items stranger = Items.named(List.of("b", "z"));
        assertThat(TABLE.texts("patient", stranger)).containsExactly("", "");
        assertThat(TABLE.numbers("cost", stranger)).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void a_column_that_is_not_there_or_does_not_fit_is_refused() {
        assertThatThrownBy(() -> TABLE.texts("doctor", ITEMS)).hasMessageContaining("one of: patient, cost");
        assertThatThrownBy(() -> Attributes.of(ITEMS).numbers("cost", ITEMS)).hasMessageContaining("nothing is known");
        assertThatThrownBy(() -> TABLE.withNumbers("more", new double[2])).hasMessageContaining("(2) values");
        assertThatThrownBy(() -> TABLE.withTexts("cost", List.of("", "", ""))).hasMessageContaining("two columns");
        assertThatThrownBy(() -> TABLE.withTexts("id", List.of("", "", ""))).hasMessageContaining("two columns");
    }
}
