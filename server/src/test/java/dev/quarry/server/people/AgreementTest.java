package dev.quarry.server.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.server.project.ItemState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static final double THREE_DIGITS = 0.0005;

    /** One line for each person, one word for each item, a dot where that person said nothing. */
    private static Ratings ratings(int classes, String... lines) {
        List<int[]> people = Arrays.stream(lines)
                .map(line -> Arrays.stream(line.split(" "))
                        .mapToInt(word -> word.equals(".") ? ItemState.NONE : Integer.parseInt(word))
                        .toArray())
                .toList();
        List<int[]> items = new ArrayList<>();
        for (int i = 0; i < people.getFirst().length; i++) {
            int item = i;
            items.add(people.stream().mapToInt(person -> person[item]).toArray());
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            names.add("" + (char) ('a' + i));
        }
        return new Ratings(names, classes, items);
    }

    @Test
    void alpha_of_the_data_with_gaps_of_four_observers() { // Krippendorff 2011, C: nominal alpha 0.743
        Krippendorff four = Krippendorff.of(
                ratings(
                        6,
                        "1 2 3 3 2 1 4 1 2 . . .",
                        "1 2 3 3 2 2 4 1 2 5 . 3",
                        ". 3 3 3 2 3 4 2 2 5 1 .",
                        "1 2 3 3 2 4 4 1 2 5 1 ."),
                1);
        assertThat(four.alpha()).isCloseTo(0.743, within(THREE_DIGITS));
        assertThat(four.items()).isEqualTo(11);
    }

    @Test
    void alpha_of_two_observers_of_two_values_and_of_five() { // Krippendorff 2011, A and B
        assertThat(Krippendorff.of(ratings(2, "0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 1)
                        .alpha())
                .isCloseTo(0.095, within(THREE_DIGITS));
        assertThat(Krippendorff.of(ratings(5, "0 0 1 1 3 2 2 2 4 3 3 0", "1 0 1 1 1 2 2 2 4 3 3 3"), 1)
                        .alpha())
                .isCloseTo(0.692, within(THREE_DIGITS));
    }

    @Test
    void alpha_of_three_coders_of_fifteen_units() { // the worked example of many text books: nominal alpha 0.691
        assertThat(Krippendorff.of(
                                ratings(
                                        5,
                                        ". . . . . 3 4 1 2 1 1 3 3 . 3",
                                        "1 . 2 1 3 3 4 3 . . . . . . .",
                                        ". . 2 1 3 4 4 . 2 1 1 3 3 . 4"),
                                1)
                        .alpha())
                .isCloseTo(0.691, within(THREE_DIGITS));
    }

    @Test
    void kappa_of_two_hundred_judgements() { // Cohen: 0.70 against 0.41 by chance
        Kappa cohen = Kappa.of("a", "b", new int[][] {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}});
        assertThat(cohen.items()).isEqualTo(200);
        assertThat(cohen.agreement()).isCloseTo(0.70, within(1e-12));
        assertThat(cohen.kappa()).isCloseTo(0.29 / 0.59, within(1e-12));
        assertThat(Kappa.of("a", "b", new int[][] {{20, 5}, {10, 15}}).kappa()).isCloseTo(0.4, within(1e-12));
        assertThat(Kappa.of("a", "b", new int[][] {{9, 0}, {0, 0}}).kappa()).isNaN();
    }

    @Test
    void the_interval_holds_alpha_narrows_with_more_items_and_is_the_same_for_a_seed() {
        String[] some = {"0 1 2 0 1 2 0 1 2 0", "0 1 2 0 1 2 0 1 1 1"};
        Krippendorff few = Krippendorff.of(ratings(3, some), 7);
        assertThat(few.low()).isLessThan(few.alpha());
        assertThat(few.high()).isGreaterThan(few.alpha());
        String[] many = {
            (some[0] + " ").repeat(20).strip(), (some[1] + " ").repeat(20).strip()
        };
        Krippendorff more = Krippendorff.of(ratings(3, many), 7);
        assertThat(more.high() - more.low()).isLessThan((few.high() - few.low()) / 3);
        assertThat(Krippendorff.of(ratings(3, some), 7)).isEqualTo(few);
        assertThat(Krippendorff.of(ratings(3, some), 8)).isNotEqualTo(few);
    }

    @Test
    void where_nobody_shares_an_item_there_is_nothing_to_say() {
        Agreement none = Agreement.of(ratings(2, "0 . 1", ". 1 ."));
        assertThat(none.items()).isZero();
        assertThat(none.percent()).isNaN();
        assertThat(none.alpha().alpha()).isNaN();
        assertThat(none.pairs()).isEmpty();
        assertThat(none.classes()).isEmpty();
    }

    @Test
    void confusion_counts_every_pair_both_ways() {
        Agreement agreement = Agreement.of(ratings(3, "0 0 1 2", "0 1 1 .", "0 1 . 0"));
        assertThat(agreement.items()).isEqualTo(4);
        assertThat(agreement.unanimous()).isEqualTo(2);
        assertThat(agreement.confusion()).containsExactly(List.of(6, 2, 1), List.of(2, 4, 0), List.of(1, 0, 0));
        assertThat(agreement.percent()).isCloseTo(10.0 / 16, within(1e-12));
        assertThat(agreement.classes()).contains(new Agreement.OfClass(1, 6, 4.0 / 6));
        assertThat(agreement.pairs()).hasSize(3);
        assertThat(agreement.pairs().getFirst()).satisfies(pair -> {
            assertThat(pair.items()).isEqualTo(3);
            assertThat(pair.agreement()).isCloseTo(2.0 / 3, within(1e-12));
        });
    }
}
