package dev.quarry.dataset.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.bundle.State;
import dev.quarry.dataset.Preparation;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The numbers were computed once with TfidfVectorizer of scikit-learn 1.2.1 (token_pattern "[^\W_]+") and numpy 1.24.2. */
class TfIdfTest {

    private static final List<String> TEXTS = List.of(
            "The cat sat on the mat.",
            "A dog; a CAT, and the mat!",
            "Dogs and cats: 2 dogs, 1 cat",
            "mat mat mat dog",
            "the end of the day",
            "day by day, cat by cat");
    private static final int[] ALL = {0, 1, 2, 3, 4, 5};

    private static Map<String, Double> row(Preparation texts, State learnt, int row) {
        Matrix features = texts.apply(learnt);
        Map<String, Double> filled = new LinkedHashMap<>();
        for (int col = 0; col < features.cols(); col++) {
            if (features.get(row, col) != 0) {
                filled.put(texts.names(learnt).get(col), features.get(row, col));
            }
        }
        return filled;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static void assertRow(Map<String, Double> row, Map.Entry<String, Double>... expected) {
        assertThat(row)
                .containsOnlyKeys(Stream.of(expected).map(Map.Entry::getKey).toList());
        for (Map.Entry<String, Double> entry : expected) {
            assertThat(row.get(entry.getKey())).as(entry.getKey()).isCloseTo(entry.getValue(), within(1e-6));
        }
    }

    @Test
    void weights_are_those_of_scikit_learn() {
        Preparation texts = new TfIdf().of(TEXTS);
        State learnt = texts.learn(ALL);
        assertThat(texts.names(learnt)).containsExactly("and", "cat", "day", "dog", "mat", "the");
        assertThat(texts.cols(learnt)).isEqualTo(6);
        assertRow(row(texts, learnt, 0), entry("cat", 0.399497), entry("mat", 0.466198), entry("the", 0.789343));
        assertRow(
                row(texts, learnt, 1),
                entry("and", 0.503219),
                entry("cat", 0.364066),
                entry("dog", 0.503219),
                entry("mat", 0.424852),
                entry("the", 0.424852));
        assertRow(row(texts, learnt, 3), entry("dog", 0.491518), entry("mat", 0.870868));
        assertRow(row(texts, learnt, 5), entry("cat", 0.586157), entry("day", 0.810198));
    }

    @Test
    void frequent_terms_are_left_out_and_the_most_used_of_the_others_kept() {
        Preparation texts = new TfIdf(2, 1, 0.5, 3, false, 0).of(TEXTS);
        State learnt = texts.learn(ALL);
        assertThat(texts.names(learnt)).containsExactly("day", "mat", "the"); // cat is in four of six
        assertRow(row(texts, learnt, 0), entry("mat", 1 / Math.sqrt(5)), entry("the", 2 / Math.sqrt(5)));
        assertThat(row(texts, learnt, 2)).isEmpty();
        assertRow(row(texts, learnt, 4), entry("day", 0.50957), entry("the", 0.860429));
    }

    @Test
    void of_equally_frequent_terms_the_first_in_the_alphabet_stay() {
        Preparation texts = new TfIdf(1, 1, 1, 2, true, 0).of(List.of("pear apple fig"));
        assertThat(texts.names(texts.learn(new int[] {0}))).containsExactly("apple", "fig");
    }

    @Test
    void the_vocabulary_is_that_of_the_rows_it_is_learnt_from() {
        Preparation texts = new TfIdf(2, 1, 1, 4096, false, 0).of(TEXTS);
        State learnt = texts.learn(new int[] {0, 1, 2, 3});
        assertThat(texts.cols(learnt)).isEqualTo(30);
        assertRow(row(texts, learnt, 4), entry("the", 1.0));
        assertRow(row(texts, learnt, 5), entry("cat", 1.0));
    }

    @Test
    void the_latent_space_is_that_of_the_singular_vectors() {
        double[][] expected = {
            {0.7359582, 0.0419919, -0.2061264},
            {0.7490751, -0.2901568, 0.1354492},
            {0.229325, 0.0753482, 0.9152028},
            {0.6006292, -0.5862295, -0.099765},
            {0.5087222, 0.5937925, -0.3041341},
            {0.3453157, 0.6347722, 0.1592786}
        };
        Preparation texts = new TfIdf(1, 1, 1, 4096, true, 3).of(TEXTS);
        State learnt = texts.learn(new int[] {5, 1, 0, 2, 4, 3});
        Matrix features = texts.apply(learnt);
        assertThat(texts.cols(learnt)).isEqualTo(3);
        assertThat(texts.names(learnt)).isEmpty();
        for (int row = 0; row < 6; row++) {
            double[] found = new double[3];
            features.copyRow(row, found);
            assertThat(found).containsExactly(expected[row], within(1e-6));
        }
        assertThat(texts.learn(ALL)).isEqualTo(learnt);
    }

    @Test
    void the_number_of_threads_does_not_matter() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            texts.add("w%d w%d w%d w%d".formatted(i % 31, i * i % 47, i % 7, i * 5 % 101));
        }
        int[] rows = IntStream.range(0, 700).toArray();
        Preparation preparation = new TfIdf(1, 1, 1, 4096, true, 12).of(texts);
        Matrix one = preparation.fit(rows);
        assertThat(Workers.using(2, () -> preparation.fit(rows))).isEqualTo(one);
        assertThat(Workers.using(7, () -> preparation.fit(rows))).isEqualTo(one);
    }

    @Test
    void texts_without_words_and_impossible_settings_are_refused() {
        assertThatThrownBy(() -> new TfIdf().of(List.of("", " … ")).learn(new int[] {0, 1}))
                .hasMessage("None of the (2) texts to learn from has a word. Maybe the text column is another one.");
        assertThatThrownBy(() -> new TfIdf().of(List.of("a b", "c")).learn(new int[] {0, 1}))
                .hasMessageStartingWith("None of the (3) terms of (2) texts is left");
        assertThatThrownBy(() -> new TfIdf(1, 1, 1, 10, true, 3)
                        .of(List.of("a b c d", "c"))
                        .learn(new int[] {0, 1}))
                .hasMessage(
                        "The dimensions (3) of tf-idf are more than the (4) terms or the (2) texts to learn from. Maybe (dimensions: 1).");
        assertThatThrownBy(() -> new TfIdf(0, 1, 1, 1, true, 0)).hasMessage("The ngrams (0) must be 1, 2 or 3.");
        assertThatThrownBy(() -> new TfIdf(1, 0, 1, 1, true, 0)).hasMessage("The min-df (0) must be at least 1.");
        assertThatThrownBy(() -> new TfIdf(1, 1, 0, 1, true, 0))
                .hasMessage("The max-df (0.0) must be above 0 and at most 1.");
        assertThatThrownBy(() -> new TfIdf(1, 1, 1, 0, true, 0)).hasMessage("The max-features (0) must be at least 1.");
        assertThatThrownBy(() -> new TfIdf(1, 1, 1, 1, true, -1))
                .hasMessage("The dimensions (-1) must not be negative.");
    }
}
