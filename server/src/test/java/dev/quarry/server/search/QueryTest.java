package dev.quarry.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.server.search.Query.Relation;
import dev.quarry.server.search.Query.Value;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class QueryTest {

    @Property(tries = 2000)
    void whatever_is_written_is_read_or_refused_with_a_sentence(@ForAll("written") String text) {
        try {
            Query read = Query.parse(text);
            assertThat(read.terms())
                    .allSatisfy(term -> assertThat(term.values()).isNotEmpty());
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).matches("[A-Z(].*\\.").doesNotContain("\n");
        }
    }

    @Provide
    Arbitrary<String> written() {
        Arbitrary<String> signs = Arbitraries.strings()
                .withChars(':', '<', '>', '=', '|', '"', '~', '-', ' ', '.', '\t', '(', 'a', 'b', '1', 'é', '\u202e')
                .ofMaxLength(40);
        return Arbitraries.oneOf(signs, Arbitraries.strings().ofMaxLength(60));
    }

    @Test
    void a_query_is_read_term_by_term() {
        Query read = Query.parse("label:cat|\"wild boar\" -conf<=0.6 ~oa \"on the sofa\" \"my field\">2");
        assertThat(read.terms()).hasSize(5);
        assertThat(read.terms().get(0).values())
                .containsExactly(new Value("cat", false, false), new Value("wild boar", true, false));
        assertThat(read.terms().get(1))
                .satisfies(term -> assertThat(term.negated()).isTrue())
                .satisfies(term -> assertThat(term.relation()).isEqualTo(Relation.AT_MOST));
        assertThat(read.terms().get(2).values()).containsExactly(new Value("oa", false, true));
        assertThat(read.terms().get(3).key()).isNull();
        assertThat(read.terms().get(4).key()).isEqualTo("my field");
    }

    @Test
    void what_cannot_be_read_is_named_with_its_place() {
        assertThatThrownBy(() -> Query.parse("label:cat \"open"))
                .hasMessage("The quote at character (11) of the query is not closed.");
        assertThatThrownBy(() -> Query.parse("label:")).hasMessageContaining("character (1) of the query has no value");
        assertThatThrownBy(() -> Query.parse("a".repeat(2_001))).hasMessageContaining("(2001) characters");
        assertThatThrownBy(() -> Query.parse("a ".repeat(51))).hasMessageContaining("more than (50) terms");
    }

    @Test
    void a_long_row_of_signs_is_read_once() {
        assertThat(Query.parse("-".repeat(2_000)).terms()).hasSize(1);
        assertThatThrownBy(() -> Query.parse("|".repeat(2_000))).isInstanceOf(IllegalArgumentException.class);
    }
}
