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
