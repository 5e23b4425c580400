package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    @Test
    void a_command_that_is_called_is_the_one_among_all() {
        Map<String, CommandLine> all = Main.commandLine().getSubcommands();
        assertThat(all).containsKeys("serve", "simulate", "bench", "learners");
        all.forEach((name, command) -> {
            Map<String, CommandLine> called = Main.commandLine(name, "--help").getSubcommands();
            assertThat(called).containsOnlyKeys(name);
            assertThat(called.values())
                    .extracting(CommandLine::getUsageMessage)
                    .containsExactly(command.getUsageMessage());
        });
    }

    @Test
    void what_is_no_command_is_compared_with_all() {
        assertThat(Main.commandLine("server").getSubcommands())
                .containsOnlyKeys(Main.commandLine().getSubcommands().keySet());
        assertThat(Main.commandLine("--help").getSubcommands()).containsKey("serve");
    }
}
