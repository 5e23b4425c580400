package dev.quarry.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {

    private static Spec word(String text) {
        return new Spec.Word(text);
    }

    @Test
    void a_word_is_a_word() {
        assertThat(Spec.parse("margin")).isEqualTo(word("margin"));
        assertThat(Spec.parse("  0.5 ")).isEqualTo(word("0.5"));
    }

    @Test
    void a_call_has_components_in_the_order_written() {
        Spec.Call call =
                (Spec.Call) Spec.parse("subpool{size: 1000, of: ensemble{members: 5, acquisition: vote-entropy}}");
        assertThat(call.name()).isEqualTo("subpool");
        assertThat(call.components().keySet()).containsExactly("size", "of");
        assertThat(call.components().get("of"))
                .isEqualTo(
                        new Spec.Call("ensemble", Map.of("members", word("5"), "acquisition", word("vote-entropy"))));
    }

    @Test
    void a_list_may_be_empty_and_nested() {
        assertThat(Spec.parse("[]")).isEqualTo(new Spec.Many(List.of()));
        assertThat(Spec.parse("[ a , [b, c{x: 1}] ]"))
                .isEqualTo(new Spec.Many(List.of(
                        word("a"), new Spec.Many(List.of(word("b"), new Spec.Call("c", Map.of("x", word("1"))))))));
    }

    @Test
    void a_call_without_components_means_the_same_as_its_name() {
        assertThat(Spec.parse("margin{}")).hasToString("margin");
    }

    @Test
    void blanks_and_line_breaks_between_tokens_mean_nothing() {
        assertThat(Spec.parse("a {\n  x : 1 ,\n  y : [ 2 ]\n}")).hasToString("a{x: 1, y: [2]}");
    }

    @Test
    void a_list_of_specifications_is_cut_at_its_outer_commas() {
        assertThat(Spec.parseList("margin, power{score: bald, beta: 2},[a, b]"))
                .extracting(Spec::toString)
                .containsExactly("margin", "power{score: bald, beta: 2}", "[a, b]");
    }

    @Test
    void a_quoted_text_holds_anything() {
        assertThat(Spec.parse("csv{file: \"C:\\\\data\\\\a, {b}.csv\"}"))
                .isEqualTo(new Spec.Call("csv", Map.of("file", word("C:\\data\\a, {b}.csv"))));
        assertThat(Spec.parse("\"she said \\\"no\\\"\"")).isEqualTo(word("she said \"no\""));
        assertThat(Spec.parse("\"\"")).isEqualTo(word(""));
    }

    @Test
    void only_a_text_that_needs_quotes_is_written_in_quotes() {
        assertThat(word("plain text")).hasToString("plain text");
        assertThat(word("https://x.org/a")).hasToString("\"https://x.org/a\"");
        assertThat(word(" padded")).hasToString("\" padded\"");
        assertThat(word("")).hasToString("\"\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''              | 1  | expected a name or a value",
                "'a{'            | 3  | expected a name or a value",
                "'a{x}'          | 4  | expected (:)",
                "'a{x: 1'        | 7  | expected (})",
                "'a{x: 1,}'      | 8  | expected a name or a value",
                "'a{x: 1, x: 2}' | 13 | the key (x) comes twice",
                "'a}'            | 2  | expected the end",
                "'a, b'          | 2  | expected the end",
                "'[a'            | 3  | expected (])",
                "'[a b: c]'      | 5  | expected (])",
                "'a{x: \"1}'     | 9  | expected (\")",
                "'a{: 1}'        | 3  | expected a name or a value",
            })
    void what_cannot_be_read_is_refused_with_the_place(String text, int at, String why) {
        assertThatThrownBy(() -> Spec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "(%s) cannot be read at character (%d): %s. Maybe write it like (name{key: value}), in quotes for the shell.",
                        text, at, why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,", ",a", "a b} , c", ""})
    void a_broken_list_is_refused(String text) {
        assertThatThrownBy(() -> Spec.parseList(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(" + text + ") cannot be read at character");
    }

    @Test
    void endless_nesting_is_refused_and_does_not_exhaust_the_stack() {
        assertThatThrownBy(() -> Spec.parse("[".repeat(1_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested deeper than (64)");
        assertThat(Spec.parse("[".repeat(60) + "]".repeat(60))).isInstanceOf(Spec.Many.class);
    }

    @Test
    void components_cannot_be_changed_from_outside() {
        Map<String, Spec> components = new LinkedHashMap<>(Map.of("x", word("1")));
        Spec.Call call = new Spec.Call("a", components);
        components.clear();
        assertThat(call).hasToString("a{x: 1}");
        assertThatThrownBy(() -> call.components().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Property
    void what_is_written_reads_back(@ForAll("specs") Spec spec) {
        assertThat(Spec.parse(spec.toString())).isEqualTo(spec);
        assertThat(Spec.parseList(spec + "," + spec)).containsExactly(spec, spec);
    }

    @Provide
    Arbitrary<Spec> specs() {
        return specs(3);
    }

    private static Arbitrary<Spec> specs(int depth) {
        Arbitrary<Spec> words = Arbitraries.strings()
                .withChars("ab0.-_ {}[],:\"\\\n\u00e4\u65e5")
                .ofMaxLength(8)
                .map(Spec.Word::new);
        if (depth == 0) {
            return words;
        }
        Arbitrary<String> names =
                Arbitraries.strings().withChars("abc-").ofMinLength(1).ofMaxLength(4);
        Arbitrary<Spec> calls = Arbitraries.maps(names, specs(depth - 1))
                .ofMinSize(1)
                .ofMaxSize(3)
                .flatMap(components -> names.map(name -> new Spec.Call(name, components)));
        return Arbitraries.oneOf(
                words, calls, specs(depth - 1).list().ofMaxSize(3).map(Spec.Many::new));
    }
}
