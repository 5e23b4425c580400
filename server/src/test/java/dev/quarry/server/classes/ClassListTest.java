package dev.quarry.server.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.server.event.Fact;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassListTest {

    @Test
    void keys_are_given_along_the_keyboard_without_those_that_the_page_needs() {
        List<String> names =
                IntStream.range(0, 22).mapToObj("class %d"::formatted).toList();
        List<Fact.ClassAdded> facts = new ClassList(List.of()).addedAll(names);
        assertThat(facts.stream().map(fact -> String.valueOf(fact.key())))
                .startsWith("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "q", "w", "e", "t", "y", "i", "o", "p")
                .endsWith("null", "null", "null", "null");
        assertThat(facts.stream().map(Fact.ClassAdded::number))
                .containsExactlyElementsOf(IntStream.range(0, 22).boxed().toList());
    }

    @Test
    void a_key_that_was_chosen_is_not_given_again() {
        ClassList list = new ClassList(List.of());
        list = list.with(list.added("a", null, "1"));
        assertThat(list.added("b", null, null).key()).isEqualTo("2");
        ClassList one = list;
        assertThatThrownBy(() -> one.added("b", null, "1")).hasMessageContaining("chooses the class (a) already");
        assertThatThrownBy(() -> one.added("b", null, "A")).hasMessageContaining("one small letter");
        assertThatThrownBy(() -> one.added("b\nc", null, null)).hasMessageContaining("one line");
    }

    /** WCAG 2.2, 1.4.11: at least 3 : 1 for what is no text; the grounds are those of the page. */
    @Test
    void every_colour_stands_out_from_the_light_and_the_dark_page() {
        for (String colour : Palette.COLOURS) {
            for (String ground : List.of("#f7f7f5", "#ffffff", "#131614", "#1b1f1d")) {
                double a = luminance(colour);
                double b = luminance(ground);
                assertThat((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05))
                        .as("%s on %s", colour, ground)
                        .isGreaterThanOrEqualTo(3);
            }
        }
        assertThat(Palette.COLOURS).doesNotHaveDuplicates();
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        return IntStream.range(0, 3)
                .mapToDouble(i -> {
                    double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
                    return weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
                })
                .sum();
    }

    @Test
    void when_all_colours_are_given_they_begin_anew() {
        List<String> all = Palette.COLOURS;
        assertThat(Palette.next(List.of())).isEqualTo(all.get(0));
        assertThat(Palette.next(all)).isEqualTo(all.get(0));
        assertThat(Palette.next(all.subList(0, 3))).isEqualTo(all.get(3));
    }
}
