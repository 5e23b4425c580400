package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of every command reads well in the narrowest usual terminal, and what it shows can be copied from there. */
class HelpTest {

    private static final int COLUMNS = 80;
    private static final String EXAMPLE = "  ";

    private static Stream<CommandLine> commands(CommandLine from) {
        return Stream.concat(
                Stream.of(from), from.getSubcommands().values().stream().flatMap(HelpTest::commands));
    }

    /** The lines of a help outside its options, each with the command that it belongs to. */
    private static List<String> lines() {
        return commands(Main.commandLine())
                .flatMap(command -> {
                    UsageMessageSpec help = command.getCommandSpec().usageMessage();
                    return Stream.of(help.description(), help.footer()).flatMap(Arrays::stream);
                })
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Test
    void an_example_is_never_broken() {
        assertThat(lines().stream().filter(line -> line.startsWith(EXAMPLE)))
                .hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
    }

    @Test
    void a_paragraph_is_broken_where_the_terminal_ends_alone() {
        assertThat(lines().stream().filter(line -> !line.startsWith(EXAMPLE)))
                .hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(line).matches(".*[.:]"));
    }
}
