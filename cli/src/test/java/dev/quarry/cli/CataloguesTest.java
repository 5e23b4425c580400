package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.acquire.Acquisition;
import dev.quarry.dataset.Generator;
import dev.quarry.dataset.catalogue.Catalogue;
import dev.quarry.learn.Learner;
import dev.quarry.part.Part;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Strategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CataloguesTest {

    private static Class<? extends Part> kind(String command) {
        return switch (command) {
            case "strategies" -> Strategy.class;
            case "acquisitions" -> Acquisition.class;
            default -> Learner.class;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"strategies", "acquisitions", "learners"})
    void every_part_is_listed_and_has_a_page(String command) {
        String list = Called.with(command).out();
        for (PartType part : Parts.of(kind(command))) {
            assertThat(list)
                    .contains("\n" + part.name() + " ")
                    .contains(part.about().summary());
            String page = Called.with(command, part.name()).out();
            assertThat(page).startsWith(part.name() + " · ").contains("Write it as: " + Parts.resolve(part.standard()));
            part.parameters()
                    .forEach(parameter ->
                            assertThat(page).contains(parameter.name()).contains(parameter.help()));
            JsonNode json = JsonMapper.shared()
                    .readTree(Called.with(command, part.name(), "--json").out());
            assertThat(json.path("name").asString()).isEqualTo(part.name());
            assertThat(json.path("parameters")).hasSize(part.parameters().size());
        }
    }

    @Test
    void a_page_says_what_a_learner_gives_with_the_parameters_asked_for() {
        assertThat(Called.with("learners", "random-forest{trees: 7}").out())
                .contains("samples (7 passes at most)")
                .contains("begins anew in every round")
                .contains("sqrt | log2 | third | all")
                .contains("Write it as: random-forest{trees: 7, ");
        JsonNode forest = JsonMapper.shared()
                .readTree(Called.with("learners", "random-forest{trees: 7}", "--json")
                        .out());
        assertThat(forest.path("gives").valueStream().map(JsonNode::asString))
                .containsExactly("probabilities", "samples", "embeddings");
        assertThat(forest.path("maxPasses").asInt()).isEqualTo(7);
        JsonNode logistic = JsonMapper.shared()
                .readTree(
                        Called.with("learners", "logistic-regression", "--json").out());
        assertThat(logistic.path("gives").valueStream().map(JsonNode::asString))
                .containsExactly("probabilities", "embeddings", "head");
        assertThat(logistic.path("stochastic").asBoolean(true)).isFalse();
        assertThat(Called.with("learners", "random-forest{tree: 7}"))
                .returns(2, Called::code)
                .extracting(Called::err)
                .asString()
                .contains("Maybe (trees)");
    }

    @Test
    void lines_of_a_page_fit_a_terminal_of_100_letters_and_read_back() {
        for (PartType type : Parts.of(Learner.class)) {
            String page = PartPage.text(type, type.standard(), 100);
            assertThat(page.lines())
                    .as(type.name())
                    .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(100));
            String example = page.substring(page.indexOf("Write it as: ") + "Write it as: ".length());
            assertThat(Parts.read(Learner.class, example)).isEqualTo(type.standard());
        }
    }

    @Test
    void unknown_names_answer_with_the_nearest() {
        assertThat(Called.with("acquisitions", "entropi"))
                .returns(2, Called::code)
                .extracting(Called::err)
                .asString()
                .contains("no acquisition named (entropi)")
                .contains("Maybe (entropy)");
        assertThat(Called.with("datasets", "show", "letterz").err()).contains("Maybe (letter)");
        assertThat(Called.with("simulat"))
                .returns(2, Called::code)
                .extracting(Called::err)
                .asString()
                .contains("simulate");
    }

    @Test
    void datasets_and_generators_are_listed_and_shown() {
        String list = Called.with("datasets", "list").out();
        for (String name : Catalogue.names()) {
            assertThat(list).contains(name);
            assertThat(Called.with("datasets", "show", name).out())
                    .contains("licence")
                    .contains("SHA-256");
        }
        for (PartType generator : Parts.of(Generator.class)) {
            assertThat(list).contains(generator.name());
            assertThat(Called.with("datasets", "show", generator.name()).out()).contains("Write it as: ");
        }
    }

    @Test
    void every_command_has_help() {
        Main.commandLine().getSubcommands().forEach((name, command) -> {
            Called called = Called.with(name, "--help");
            assertThat(called.code()).as(name).isZero();
            assertThat(called.out()).as(name).contains("Usage: quarry " + name);
            command.getCommandSpec()
                    .options()
                    .forEach(option -> assertThat(String.join("", option.description()))
                            .as("%s %s", name, option.longestName())
                            .isNotBlank());
        });
        assertThat(Called.with().out()).contains("Commands:");
        assertThat(Called.with("--version").out()).startsWith("quarry ");
        assertThat(CommandLine.ExitCode.USAGE).isEqualTo(2);
    }
}
