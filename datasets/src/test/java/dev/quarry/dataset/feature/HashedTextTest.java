package dev.quarry.dataset.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.Matrix;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashedTextTest {

    private static final int WIDE = 1 << 16; // wide enough that these few words do not collide

    private static double[] row(Matrix matrix, int row) {
        double[] values = new double[matrix.cols()];
        matrix.copyRow(row, values);
        return values;
    }

    private static double[] filled(Matrix matrix, int row) {
        return Arrays.stream(row(matrix, row))
                .filter(value -> value != 0)
                .sorted()
                .toArray();
    }

    @Test
    void weights_are_those_of_the_formula() {
        List<String> texts = List.of("Cat cat DOG!", "a dog", "Bird");
        Matrix features = new HashedText(WIDE, false, false, 1).of(texts).fit(new int[] {0, 1, 2});
        double cat = 2 * (Math.log(4 / 2.0) + 1); // twice, in one document of three
        double dog = Math.log(4 / 3.0) + 1;
        double length = Math.hypot(cat, dog);
        assertThat(filled(features, 0)).containsExactly(new double[] {dog / length, cat / length}, within(1e-6));
        assertThat(filled(features, 2)).containsExactly(1);
    }

    @Test
    void sublinear_counts_enter_by_their_logarithm() {
        Matrix features =
                new HashedText(WIDE, false, true, 1).of(List.of("x x x y")).fit(new int[] {0});
        double x = 1 + Math.log(3);
        assertThat(filled(features, 0))
                .containsExactly(new double[] {1 / Math.hypot(x, 1), x / Math.hypot(x, 1)}, within(1e-6));
    }

    @Test
    void document_frequencies_are_learnt_from_the_given_rows_only() {
        List<String> texts = List.of("cat dog", "cat", "dog dog dog");
        HashedText unit = new HashedText(WIDE, false, false, 1);
        Matrix poolOnly = unit.of(texts).fit(new int[] {0, 1});
        Matrix other = unit.of(List.of("cat dog", "cat", "zebra")).fit(new int[] {0, 1});
        assertThat(row(poolOnly, 0)).isEqualTo(row(other, 0));
        assertThat(row(unit.of(texts).fit(new int[] {0, 1, 2}), 0)).isNotEqualTo(row(poolOnly, 0));
    }

    @Test
    void every_row_has_length_1_and_an_empty_text_is_all_0() {
        Matrix features = new HashedText()
                .of(List.of("one two two three", " ... ", "Grüße aus Köln"))
                .fit(new int[] {0, 1, 2});
        assertThat(Arrays.stream(row(features, 0)).map(v -> v * v).sum()).isCloseTo(1, within(1e-6));
        assertThat(row(features, 1)).containsOnly(0);
        assertThat(filled(features, 2)).hasSize(3);
    }

    @Test
    void case_and_marks_do_not_matter_but_words_do() {
        Matrix features = new HashedText()
                .of(List.of("Hello, World", "hello world?!", "hello word"))
                .fit(new int[] {0, 1, 2});
        assertThat(row(features, 0)).isEqualTo(row(features, 1)).isNotEqualTo(row(features, 2));
    }

    @Test
    void signs_make_about_half_of_the_tokens_negative_and_no_sign_makes_none() {
        String text = String.join(
                " ", IntStream.range(0, 400).mapToObj(i -> "word" + i).toList());
        double[] signed =
                filled(new HashedText(WIDE, true, true, 1).of(List.of(text)).fit(new int[] {0}), 0);
        assertThat(Arrays.stream(signed).filter(v -> v < 0).count()).isBetween(160L, 240L);
        double[] plain = filled(new HashedText().of(List.of(text)).fit(new int[] {0}), 0);
        assertThat(Arrays.stream(plain)).allMatch(v -> v > 0 && v <= 1);
    }

    @Test
    void neighbours_count_as_one_token_where_asked() {
        assertThat(filled(
                        new HashedText(WIDE, false, true, 2)
                                .of(List.of("a b c"))
                                .fit(new int[] {0}),
                        0))
                .hasSize(5);
        assertThat(filled(
                        new HashedText(WIDE, false, true, 3)
                                .of(List.of("a b c"))
                                .fit(new int[] {0}),
                        0))
                .hasSize(6);
        Matrix order =
                new HashedText(WIDE, false, true, 2).of(List.of("a b", "b a")).fit(new int[] {0, 1});
        assertThat(row(order, 0)).isNotEqualTo(row(order, 1));
    }

    @Test
    void texts_without_any_word_and_rows_beyond_the_memory_are_refused() {
        assertThatThrownBy(() -> new HashedText().of(List.of("", "?!")).learn(new int[] {0, 1}))
                .hasMessage("None of the (2) texts to learn from has a word. Maybe the text column is another one.");
        List<String> many = Collections.nCopies(20_000, "word");
        assertThatThrownBy(
                        () -> new HashedText(1 << 20, false, true, 1).of(many).fit(new int[] {0}))
                .hasMessageStartingWith(
                        "The matrix of (20000) texts and (1048576) columns (fewer with other dimensions or max-features) needs (80000) MiB")
                .hasMessageContaining("allow more with --memory (and -Xmx)");
    }

    @Test
    void impossible_settings_are_refused() {
        assertThatThrownBy(() -> new HashedText(1, false, true, 1))
                .hasMessage("The dimensions (1) must be 2 to 1048576.");
        assertThatThrownBy(() -> new HashedText(8, false, true, 4)).hasMessage("The ngrams (4) must be 1, 2 or 3.");
    }
}
