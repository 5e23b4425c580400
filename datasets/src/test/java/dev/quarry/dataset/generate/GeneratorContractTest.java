package dev.quarry.dataset.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.Generator;
import dev.quarry.kernel.Workers;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every generator, found by discovery. */
class GeneratorContractTest {

    static List<String> generators() {
        return Parts.of(Generator.class).stream().map(PartType::name).toList();
    }

    private static Generator standard(String name) {
        return Parts.read(Generator.class, name);
    }

    @ParameterizedTest
    @MethodSource("generators")
    void the_same_seed_gives_the_same_data_and_another_seed_other_data(String name) {
        Dataset one = standard(name).generate(5);
        Dataset same = Workers.using(3, () -> standard(name).generate(5));
        Dataset other = standard(name).generate(6);
        assertThat(same.features()).isEqualTo(one.features());
        assertThat(same.labels()).containsExactly(one.labels());
        assertThat(same.testRows()).containsExactly(one.testRows());
        assertThat(same.items()).isEqualTo(one.items());
        assertThat(other.features()).isNotEqualTo(one.features());
    }

    @ParameterizedTest
    @MethodSource("generators")
    void every_item_is_labelled_every_class_occurs_and_a_fifth_is_for_testing(String name) {
        Dataset data = standard(name).generate(1);
        assertThat(data.labels()).doesNotContain(Dataset.UNKNOWN);
        assertThat(data.classCounts()).doesNotContain(0);
        assertThat((double) data.testRows().length / data.size()).isBetween(0.19, 0.21);
    }

    @ParameterizedTest
    @MethodSource("generators")
    void its_text_reads_back_and_names_the_data(String name) {
        Generator generator = standard(name);
        assertThat(Parts.read(Generator.class, Parts.resolve(generator))).isEqualTo(generator);
        assertThat(generator.generate(2).name()).isEqualTo(name);
        assertThat(generator.generate(2).provenance().source())
                .startsWith(name + "{")
                .endsWith("seed 2");
    }

    @ParameterizedTest
    @MethodSource("generators")
    void no_test_rows_are_possible_and_only_test_rows_are_not(String name) {
        assertThat(Parts.read(Generator.class, name + "{test-fraction: 0}")
                        .generate(1)
                        .testRows())
                .isEmpty();
        assertThatThrownBy(() -> Parts.read(Generator.class, name + "{test-fraction: 1}"))
                .hasMessage(name + ": The test-fraction (1.0) must be in [0, 1).");
    }
}
