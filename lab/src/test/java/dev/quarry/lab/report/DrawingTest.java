package dev.quarry.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DrawingTest {

    @Test
    void ticks_are_round_numbers_inside_the_axis() {
        Axis axis = new Axis(0.43, 0.91, 0, 100);
        assertThat(axis.ticks(5)).hasSize(5);
        assertThat(axis.ticks(5).getFirst()).isCloseTo(0.5, within(1e-12));
        assertThat(axis.label(0.5, 5)).isEqualTo("0.5");
        assertThat(axis.rounded(5).low()).isCloseTo(0.4, within(1e-12));
        assertThat(axis.rounded(5).high()).isCloseTo(1.0, within(1e-12));
    }

    @Test
    void ticks_carry_the_decimals_of_their_steps() {
        assertThat(new Axis(0.900, 0.912, 0, 100).label(0.902, 5)).isEqualTo("0.902");
        assertThat(new Axis(20, 300, 0, 100).label(50, 6)).isEqualTo("50");
        assertThat(new Axis(-0.05, 0.05, 0, 100).label(-0.02, 5)).isEqualTo("−0.02");
    }

    @Test
    void an_axis_over_one_number_still_has_room() {
        Axis axis = Axis.over(0.5, 0.5, 0, 100);
        assertThat(axis.at(0.5)).isCloseTo(50, within(1e-9));
        assertThat(axis.ticks(5)).isNotEmpty();
    }

    @Test
    void labels_with_room_stay_where_they_want_to_be() {
        assertThat(Spread.apart(List.of(90.0, 10.0, 50.0), 17, 0, 100)).containsExactly(90.0, 10.0, 50.0);
    }

    @Test
    void labels_that_touch_move_apart_around_their_middle_in_the_same_order() {
        assertThat(Spread.apart(List.of(50.0, 52.0), 10, 0, 100)).containsExactly(46.0, 56.0);
        assertThat(Spread.apart(List.of(52.0, 50.0), 10, 0, 100)).containsExactly(56.0, 46.0);
        assertThat(Spread.apart(List.of(50.0, 52.0, 57.0), 10, 0, 100)).containsExactly(43.0, 53.0, 63.0);
    }

    @Test
    void labels_at_the_edge_stay_inside() {
        assertThat(Spread.apart(List.of(1.0, 2.0, 3.0), 10, 0, 100)).containsExactly(0.0, 10.0, 20.0);
        assertThat(Spread.apart(List.of(99.0, 98.0), 10, 0, 100)).containsExactly(100.0, 90.0);
    }

    @Test
    void numbers_are_written_for_people() {
        assertThat(Numbers.fixed(-0.00001, 3)).isEqualTo("0.000");
        assertThat(Numbers.fixed(-1.5, 1)).isEqualTo("−1.5");
        assertThat(Numbers.fixed(Double.NaN, 1)).isEqualTo("–");
        assertThat(Numbers.p(0.0000001)).isEqualTo("<0.0001");
        assertThat(Numbers.pEquals(0.0000001)).isEqualTo("p < 0.0001");
        assertThat(Numbers.p(0.001953125)).isEqualTo("0.0020");
        assertThat(Numbers.p(0.0371)).isEqualTo("0.037");
        assertThat(Numbers.p(1)).isEqualTo("1.00");
        assertThat(Numbers.seconds(0.0000421)).isEqualTo("42 µs");
        assertThat(Numbers.seconds(0.00321)).isEqualTo("3.2 ms");
        assertThat(Numbers.seconds(0.321)).isEqualTo("321 ms");
        assertThat(Numbers.seconds(3.21)).isEqualTo("3.2 s");
        assertThat(Numbers.seconds(321)).isEqualTo("321 s");
    }

    @Test
    void a_long_name_is_cut_between_characters() {
        assertThat(Names.cut("margin", 100, 13)).isEqualTo("margin");
        assertThat(Names.cut("😀".repeat(50), 100, 13)).matches("😀{5,15}…");
    }

    @Test
    void a_picture_inside_the_page_has_its_colours() throws IOException {
        String uri = Png.dataUri(2, (x, y) -> x == 0 ? 0xFF112233 : 0x80445566);
        byte[] file = Base64.getDecoder().decode(uri.substring("data:image/png;base64,".length()));
        assertThat(ImageIO.read(new ByteArrayInputStream(file)).getRGB(0, 1)).isEqualTo(0xFF112233);
        assertThat(ImageIO.read(new ByteArrayInputStream(file)).getRGB(1, 0)).isEqualTo(0x80445566);
    }

    @Test
    void an_element_that_was_left_open_is_an_error() {
        assertThatThrownBy(() -> new Markup().open("p").done()).hasMessage("The element (p) is still open.");
    }

    @Test
    void twenty_strategies_can_be_told_apart() {
        List<String> names = IntStream.range(0, 21)
                .mapToObj(i -> i == 0 ? "random" : "s" + i)
                .toList();
        Series series = new Series(names);
        assertThat(names.stream().map(series::of).distinct()).hasSize(21);
    }
}
