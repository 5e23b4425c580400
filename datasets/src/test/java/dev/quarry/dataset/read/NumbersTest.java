package dev.quarry.dataset.read;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    private static double parse(String text) {
        String padded = "1" + text + "2"; // the neighbours must not matter
        return Numbers.parse(padded.toCharArray(), 1, 1 + text.length());
    }

    @Property
    void whole_numbers_with_a_point_anywhere_are_rounded_as_java_rounds(
            @ForAll long digits, @ForAll @IntRange(min = 0, max = 25) int point) {
        StringBuilder text = new StringBuilder(Long.toString(digits));
        int sign = digits < 0 ? 1 : 0;
        while (text.length() - sign <= point) {
            text.insert(sign, '0');
        }
        text.insert(text.length() - point, '.');
        assertThat(parse(text.toString())).isEqualTo(Double.parseDouble(text.toString()));
    }

    @Property
    void every_float_reads_back(@ForAll float value) {
        assertThat((float) parse(Float.toString(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+3",
                ".5",
                "5.",
                "007",
                "1e3",
                "-2.5E-3",
                "9007199254740993",
                "123456789012345678901234567890"
            })
    void usual_ways_to_write_a_number_are_read(String text) {
        assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "+.",
                "1f",
                "1d",
                "0x10",
                "NaN",
                "Infinity",
                "1e",
                "1e400",
                "1e39",
                "1,5",
                "1 2",
                "--1",
                "1.2.3",
                "e5",
                "½",
                "12:30"
            })
    void what_is_no_finite_float32_is_none(String text) {
        assertThat(parse(text)).isNaN();
    }
}
