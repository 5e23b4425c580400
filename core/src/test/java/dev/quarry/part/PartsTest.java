package dev.quarry.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.part.Toy.Bell;
import dev.quarry.part.Toy.Boiler;
import dev.quarry.part.Toy.Car;
import dev.quarry.part.Toy.Cart;
import dev.quarry.part.Toy.Knot;
import dev.quarry.part.Toy.Omnivore;
import dev.quarry.part.Toy.Rack;
import dev.quarry.part.Toy.Rope;
import dev.quarry.part.Toy.Turbine;
import dev.quarry.part.Toy.Unicorn;
import dev.quarry.part.Toy.Woodshed;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsTest {

    private static final Rope EVERYTHING_ELSE =
            new Rope(7, 9_000_000_000L, 1e-9, true, "C:\\red, {dark}", Knot.SHEET_BEND, List.of(1, 2));

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(Class<? extends Part> kind, String text) {
        return assertThatThrownBy(() -> Parts.read(kind, text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_parts_of_a_kind_are_found_by_name() {
        assertThat(Parts.of(Toy.class))
                .extracting(PartType::name)
                .containsExactly("bell", "boiler", "rack", "rope", "woodshed");
        assertThat(Parts.find(Toy.class, "rope")).isPresent();
        assertThat(Parts.find(Toy.class, "cart")).isEmpty();
    }

    @Test
    void a_name_alone_has_the_defaults() {
        assertThat(Parts.read(Toy.class, "rope")).isEqualTo(new Rope());
        assertThat(Parts.read(Toy.class, "rope{}")).isEqualTo(new Rope());
    }

    @Test
    void components_have_any_simple_type() {
        String text = "rope{length: 7, strands: 9000000000, max-load: 1e-9, wet: true,"
                + " colour: \"C:\\\\red, {dark}\", knot: sheet-bend, marks: [1, 2]}";
        assertThat(Parts.read(Toy.class, text)).isEqualTo(EVERYTHING_ELSE);
    }

    @Test
    void a_single_value_will_do_for_a_list() {
        assertThat(((Rope) Parts.read(Toy.class, "rope{marks: 4}")).marks()).containsExactly(4);
        assertThat(((Rope) Parts.read(Toy.class, "rope{marks: []}")).marks()).isEmpty();
    }

    @Test
    void parts_hold_parts_and_lists_of_them() {
        assertThat(Parts.read(Toy.class, "rack{first: rope{length: 2}, others: [bell, rack]}"))
                .isEqualTo(new Rack(
                        new Rope(2, 3, 2.5, false, "grey", Knot.REEF, List.of()), List.of(new Bell(), new Rack())));
    }

    @Test
    void what_differs_from_the_defaults_is_described() {
        assertThat(Parts.describe(new Rope())).isEqualTo("rope");
        assertThat(Parts.describe(new Rope(2, 3, 2.5, false, "grey", Knot.REEF, List.of())))
                .isEqualTo("rope{length: 2}");
        assertThat(Parts.describe(new Rack(new Bell(), List.of(new Rope())))).isEqualTo("rack{others: [rope]}");
    }

    @Test
    void every_component_is_resolved() {
        assertThat(Parts.resolve(new Rope()))
                .isEqualTo(
                        "rope{length: 10, strands: 3, max-load: 2.5, wet: false, colour: grey, knot: reef, marks: []}");
        assertThat(Parts.resolve(new Rack())).isEqualTo("rack{first: bell, others: []}");
    }

    @Test
    void what_is_described_or_resolved_reads_back() {
        for (Toy toy : List.of(EVERYTHING_ELSE, new Rope(), new Rack(EVERYTHING_ELSE, List.of(new Bell())))) {
            assertThat(Parts.read(Toy.class, Parts.describe(toy))).isEqualTo(toy);
            assertThat(Parts.read(Toy.class, Parts.resolve(toy))).isEqualTo(toy);
        }
    }

    @Test
    void every_part_on_the_class_path_reads_back() {
        for (PartType type : Parts.of(Part.class)) {
            Part standard = type.standard();
            Class<? extends Part> kind = type.type();
            assertThat(Parts.describe(standard)).isEqualTo(type.name());
            assertThat((Part) Parts.read(kind, Parts.resolve(standard))).isEqualTo(standard);
        }
    }

    @Test
    void what_has_no_name_of_its_own_is_called_the_same_in_every_run() {
        Lambda lambda = () -> {};
        assertThat(Parts.describe(lambda)).isEqualTo("unnamed");
        assertThat(Parts.describe(new Part() {})).isEqualTo("unnamed");
        assertThat(Parts.describe(new Plain())).isEqualTo("Plain");
    }

    private static final class Plain implements Part {}

    /** A kind of part that a lambda can be. */
    private interface Lambda extends Part, Runnable {}

    @Test
    void an_unknown_name_answers_with_the_nearest_ones() {
        refused(Toy.class, "roap")
                .hasMessage("There is no toy named (roap). Maybe (rope). Known: bell, boiler, rack, rope, woodshed.");
        refused(Toy.class, "shed")
                .hasMessage(
                        "There is no toy named (shed). Maybe (woodshed). Known: bell, boiler, rack, rope, woodshed.");
        refused(Toy.class, "locomotive")
                .hasMessage("There is no toy named (locomotive). Known: bell, boiler, rack, rope, woodshed.");
        refused(Unicorn.class, "rope").hasMessage("There is no unicorn named (rope), and none of any other name.");
    }

    @Test
    void an_unknown_parameter_answers_with_the_nearest_ones() {
        refused(Toy.class, "rope{lenght: 3}")
                .hasMessage(
                        "There is no parameter of (rope) named (lenght). Maybe (length). Known: length, strands, max-load, wet, colour, knot, marks.");
        refused(Toy.class, "bell{size: 3}")
                .hasMessage("The part (bell) has no parameters, so (size) means nothing to it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rope{length: 1.5}       | (rope.length) must be a whole number, not (1.5).",
                "rope{length: 3000000000}| (rope.length) must be a whole number, not (3000000000).",
                "rope{strands: many}     | (rope.strands) must be a whole number, not (many).",
                "rope{max-load: heavy}   | (rope.max-load) must be a number, not (heavy).",
                "rope{wet: yes}          | (rope.wet) must be (true) or (false), not (yes).",
                "rope{colour: [a]}       | (rope.colour) must be a text, not ([a]).",
                "rope{length: rope{}}    | (rope.length) must be a whole number, not (rope).",
                "rope{marks: [1, x]}     | (rope.marks) must be a whole number, not (x).",
                "rope{knot: bow}         | There is no value of (rope.knot) named (bow). Known: reef, sheet-bend.",
                "rope{knot: sheet-band}  | There is no value of (rope.knot) named (sheet-band). Maybe (sheet-bend). Known: reef, sheet-bend.",
                "rope{length: 0}         | rope: The length (0) must be at least 1.",
                "rack{first: [bell]}     | ([bell]) is a list where one toy is expected.",
                "[bell]                  | ([bell]) is a list where one toy is expected.",
                "rack{others: [rope{length: 0}]} | rope: The length (0) must be at least 1.",
                "rack{first: cart}       | There is no toy named (cart). Known: bell, boiler, rack, rope, woodshed.",
            })
    void a_wrong_type_or_a_broken_rule_is_one_sentence(String text, String message) {
        refused(Toy.class, text).hasMessage(message);
    }

    @Test
    void a_part_takes_what_it_is_supplied_with_or_less() {
        assertThat(Parts.read(Toy.class, "boiler{engine: turbine}")).isEqualTo(new Boiler(new Turbine()));
        assertThat(Parts.read(Toy.class, "woodshed{engine: omnivore}")).isEqualTo(new Woodshed(new Omnivore()));
    }

    @Test
    void a_part_that_needs_what_is_not_supplied_is_refused_and_told_who_could() {
        refused(Toy.class, "woodshed{engine: turbine}")
                .hasMessage(
                        "(turbine) does not fit (woodshed.engine): it needs steam, and there it would get wood. Maybe (boiler{engine: turbine}).");
        assertThat(Parts.suppliers(new Omnivore()))
                .contains("(boiler{engine: omnivore})", " or ", "(woodshed{engine: omnivore})");
    }

    @Test
    void nobody_supplies_what_nobody_declares() {
        record Exotic() implements Part, Needs {
            @Override
            public Class<?> needs() {
                return StringBuilder.class;
            }
        }
        assertThat(Parts.suppliers(new Exotic())).isEqualTo("Nothing here supplies that.");
    }

    @Test
    void a_part_is_lifted_to_the_kind_that_is_expected() {
        assertThat(Parts.read(Car.class, "cart")).isEqualTo(new Cart());
        assertThat(Parts.read(Car.class, "rack")).isEqualTo(new Cart(new Rack()));
        refused(Car.class, "rope{length: 2}").hasMessage("A (rope{length: 2}) slips off.");
        refused(Car.class, "wrack")
                .hasMessage(
                        "There is no car named (wrack). Maybe (rack). Known: bell, boiler, cart, rack, rope, woodshed.");
    }

    @Test
    void a_part_type_knows_its_parameters() {
        PartType rope = Parts.find(Toy.class, "rope").orElseThrow();
        assertThat(rope.parameters())
                .extracting(PartType.Parameter::name)
                .containsExactly("length", "strands", "max-load", "wet", "colour", "knot", "marks");
        PartType.Parameter load = rope.parameters().get(2);
        assertThat(load.standard()).isEqualTo(2.5);
        assertThat(load.help()).isEqualTo("in kilograms");
        assertThat(rope.parameters().get(0).help()).isEmpty();
        assertThat(rope.standard()).isEqualTo(new Rope());
    }

    @Test
    void a_record_that_is_no_proper_part_is_refused() {
        record Nameless() implements Part {}
        assertThatThrownBy(() -> PartType.of(Nameless.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must be a record with @Named");
        @Named(value = "bare", summary = "No defaults.")
        record Bare(int size) implements Part {}
        assertThatThrownBy(() -> PartType.of(Bare.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no public constructor without arguments");
    }

    @Test
    void parts_inside_a_part_are_found_in_lists_too() {
        Toy rack = new Toy.Rack(new Toy.Bell(), List.of(new Toy.Rack(), new Toy.Rope()));
        assertThat(Parts.nested(rack))
                .containsExactly(rack, new Toy.Bell(), new Toy.Rack(), new Toy.Bell(), new Toy.Rope());
    }
}
