package dev.quarry.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ItemsTest {

    @Test
    void a_range_has_its_rows_as_ids() {
        Items items = Items.range(3);
        assertThat(items.ids()).containsExactly(0, 1, 2);
        assertThat(items.name(2)).isEqualTo("2");
        assertThat(items.isNamed()).isFalse();
    }

    @Test
    void ids_keep_their_order() {
        Items items = Items.of(7, -3, 0);
        assertThat(items.size()).isEqualTo(3);
        assertThat(items.id(1)).isEqualTo(-3);
        assertThat(items.name(1)).isEqualTo("-3");
    }

    @Test
    void the_caller_may_change_the_array_that_it_gave_or_got() {
        long[] ids = {1, 2};
        Items items = Items.of(ids);
        ids[0] = 9;
        items.ids()[1] = 9;
        assertThat(items.ids()).containsExactly(1, 2);
    }

    @Test
    void a_name_keeps_its_id_whatever_stands_beside_it() {
        Items one = Items.named(List.of("cat.jpg", "dog.jpg"));
        Items other = Items.named(List.of("dog.jpg", "ant.jpg", "cat.jpg"));
        assertThat(one.id(0)).isEqualTo(other.id(2)).isEqualTo(Items.id("cat.jpg"));
        assertThat(one.id(1)).isEqualTo(other.id(0));
        assertThat(one.name(0)).isEqualTo("cat.jpg");
        assertThat(one.isNamed()).isTrue();
    }

    @Test
    void the_ids_of_names_are_frozen_because_journals_hold_them() {
        assertThat(Items.id("cat.jpg")).isEqualTo(-7483581778205452664L);
        assertThat(Items.id("ä/ß 日本.png")).isEqualTo(-5379138245602103140L);
        assertThat(Items.id("")).isEqualTo(-6809256667439129394L);
    }

    @Test
    void a_name_that_is_a_number_is_its_own_id() {
        assertThat(Items.id("0")).isZero();
        assertThat(Items.id("42")).isEqualTo(42);
        assertThat(Items.id("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
    }

    @Test
    void a_name_that_only_looks_like_a_number_is_not() {
        for (String name : List.of("007", "-1", "+1", "1.0", " 1", "1e3", "٣", "9999999999999999999", "")) {
            assertThat(Items.id(name)).as(name).isNegative();
        }
    }

    @Test
    void many_names_have_as_many_ids() {
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            ids.add(Items.id("images/%05d.png".formatted(i)));
        }
        assertThat(ids).hasSize(100_000);
    }

    @Test
    void some_rows_keep_ids_and_names() {
        Items some = Items.named(List.of("a", "b", "c")).select(new int[] {2, 0});
        assertThat(some).isEqualTo(Items.named(List.of("c", "a")));
        assertThat(Items.range(4).select(new int[] {3})).isEqualTo(Items.of(3));
        assertThat(Items.range(4).select(new int[0]).size()).isZero();
    }

    @Test
    void an_id_that_comes_twice_is_refused_with_both_rows() {
        assertThatThrownBy(() -> Items.of(5, 8, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The item (5) stands in row (0) and again in row (2). Maybe leave one out.");
    }

    @Test
    void a_name_that_comes_twice_is_refused_with_both_rows() {
        assertThatThrownBy(() -> Items.named(List.of("a.png", "b.png", "b.png")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The item (b.png) stands in row (1) and again in row (2). Maybe leave one out.");
    }

    @Test
    void an_id_leads_back_to_its_row_whatever_the_order() {
        Items items = Items.of(7, -3, 0, Long.MAX_VALUE, Long.MIN_VALUE);
        for (int row = 0; row < items.size(); row++) {
            assertThat(items.row(items.id(row))).isEqualTo(row);
        }
        assertThat(items.rows(new long[] {0, 7, 0})).containsExactly(2, 0, 2);
        assertThat(items.rowsById()).containsExactly(4, 1, 2, 0, 3);
        assertThat(items.has(-3)).isTrue();
        assertThat(items.has(1)).isFalse();
        assertThat(Items.range(0).has(0)).isFalse();
        assertThatThrownBy(() -> items.row(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no item (1) among the (5).");
    }

    @Test
    void the_rows_by_id_are_the_callers_own() {
        Items items = Items.of(5, 4);
        items.rowsById()[0] = 99;
        assertThat(items.row(4)).isEqualTo(1);
    }

    @Test
    void equality_is_by_ids_and_names() {
        assertThat(Items.of(1, 2)).isEqualTo(Items.of(1, 2)).hasSameHashCodeAs(Items.of(1, 2));
        assertThat(Items.of(1, 2)).isNotEqualTo(Items.of(2, 1));
        assertThat(Items.named(List.of("1"))).isNotEqualTo(Items.of(1));
        assertThat(Items.range(3)).hasToString("Items[3]");
    }

    @Test
    void items_follow_others_whether_they_have_names_or_not() {
        assertThat(Items.range(2).followedBy(Items.of(7)).ids()).containsExactly(0, 1, 7);
        Items named = Items.range(1).followedBy(Items.named(List.of("a.jpg")));
        assertThat(named.name(0)).isEqualTo("0");
        assertThat(named.name(1)).isEqualTo("a.jpg");
        assertThatThrownBy(() -> Items.range(3).followedBy(Items.of(2))).isInstanceOf(IllegalArgumentException.class);
    }
}
