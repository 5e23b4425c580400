package dev.quarry.part;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.acquire.Acquisition;
import dev.quarry.strategy.Strategy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people see of a part comes from the part, so each must say enough. */
class PartDocumentationTest {

    static Stream<PartType> parts() {
        return Parts.of(Part.class).stream()
                .filter(type -> !Toy.class.getPackage().equals(type.type().getPackage()));
    }

    static Stream<PartType> acquisitions() {
        return Parts.of(Acquisition.class).stream();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void its_name_is_kebab_and_its_summary_a_sentence(PartType part) {
        assertThat(part.name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
        assertThat(part.about().summary()).matches("\\p{Lu}.*\\.").hasSizeLessThan(160);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void every_parameter_says_what_it_means(PartType part) {
        assertThat(part.parameters())
                .allSatisfy(parameter -> assertThat(parameter.help())
                        .as("%s.%s", part.name(), parameter.name())
                        .isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void an_acquisition_states_cost_and_paper(PartType part) {
        assertThat(part.about().cost()).contains("O(");
        assertThat(part.about().paper()).matches("(?s).*\\b(19|20)\\d\\d\\b.*");
    }

    static Stream<PartType> chosenByPeople() {
        return Stream.concat(acquisitions(), Parts.of(Strategy.class).stream());
    }

    @ParameterizedTest
    @MethodSource("chosenByPeople")
    void an_acquisition_or_strategy_is_defined(PartType part) {
        assertThat(part.about().formula()).isNotBlank().doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("chosenByPeople")
    void an_acquisition_or_strategy_says_when_it_pays_and_when_not(PartType part) {
        Advice advice = part.advice().orElseThrow(() -> new AssertionError(part.name() + " has no @Advice"));
        assertThat(List.of(advice.use(), advice.avoid()))
                .allSatisfy(text -> assertThat(text)
                        .matches("(?s)[\\p{Lu}\\d].{40,}\\.")
                        .hasSizeLessThan(400)
                        .doesNotContain("\n"));
    }

    @Test
    void a_name_stands_for_one_part_of_its_kind() {
        List<Class<?>> kinds =
                parts().flatMap(part -> kinds(part.type())).distinct().toList();
        for (Class<?> kind : kinds) {
            assertThat(parts().filter(part -> kind.isAssignableFrom(part.type()))
                            .map(PartType::name))
                    .as("parts of the kind %s", kind.getSimpleName())
                    .doesNotHaveDuplicates();
        }
    }

    /** The interfaces that a file expects a part of: all of them except {@link Part} itself. */
    private static Stream<Class<?>> kinds(Class<?> type) {
        return Stream.of(type.getInterfaces())
                .filter(kind -> Part.class.isAssignableFrom(kind) && kind != Part.class)
                .flatMap(kind -> Stream.concat(Stream.of(kind), kinds(kind)));
    }

    @Test
    void every_part_that_is_written_is_registered() throws IOException, URISyntaxException {
        Set<Class<?>> registered = parts().map(PartType::type).collect(Collectors.toSet());
        assertThat(writtenParts())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(registered)
                        .as("%s carries @AutoService(Part.class)", type.getName())
                        .contains(type));
    }

    private static List<Class<?>> writtenParts() throws IOException, URISyntaxException {
        Path classes = Path.of(
                Part.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file)
                            .toString()
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
                    .filter(type -> type.isRecord() && Part.class.isAssignableFrom(type))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Part.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
