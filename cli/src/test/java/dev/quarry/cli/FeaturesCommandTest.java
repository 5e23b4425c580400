package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeaturesCommandTest {

    @Test
    void parts_of_every_use_are_listed() {
        Called called = Called.with("features");
        assertThat(called.code()).isZero();
        assertThat(called.out().lines())
                .anyMatch(line -> line.matches("thumbnail +pictures .*"))
                .anyMatch(line -> line.matches("embedding +pictures .*"))
                .anyMatch(line -> line.matches("tf-idf +texts .*"))
                .anyMatch(line -> line.matches("robust +scaling .*"))
                .anyMatch(line -> line.matches("median +impute .*"))
                .anyMatch(line -> line.matches("pca +reduce .*"));
    }

    @Test
    void one_shows_its_page_with_the_parameters_asked_for() {
        assertThat(Called.with("features", "tf-idf{ngrams: 2}").out())
                .contains("max-features")
                .contains("ngrams: 2");
    }

    @Test
    void an_unknown_one_is_answered_with_the_nearest() {
        Called called = Called.with("features", "tfidf");
        assertThat(called.code()).isEqualTo(2);
        assertThat(called.err()).contains("(tfidf)").contains("tf-idf");
    }
}
