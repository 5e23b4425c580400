package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.lab.Contender;
import dev.quarry.learn.Learner;
import dev.quarry.loop.Capabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The pages below docs/strategies are those that the parts give. */
class StrategyPagesTest {

    private static final String REPAIR = "written by (./quarry docs --out docs/strategies --force)";
    private static final Pattern SIMULATE =
            Pattern.compile("quarry simulate digits-8x8 --learner (\".+?\"|\\S+) --strategy (\".+?\"|\\S+)");
    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private static Map<String, String> wanted = Map.of();

    private final Path folder =
            Path.of(System.getProperty("quarry.home", "..")).resolve("docs").resolve("strategies");

    @BeforeAll
    static void generate() {
        wanted = StrategyPages.files(part -> {});
    }

    @Test
    void every_page_that_is_kept_is_the_one_that_its_part_gives() throws IOException {
        assertThat(files()).as(REPAIR).containsExactlyInAnyOrderElementsOf(wanted.keySet());
        for (Map.Entry<String, String> page : wanted.entrySet()) {
            String kept = Files.readString(folder.resolve(page.getKey()));
            boolean network =
                    page.getKey().endsWith(".svg") && pageOf(page.getKey()).contains("with `mlp");
            assertThat(network ? withoutGround(kept) : kept)
                    .as("%s, %s", page.getKey(), REPAIR)
                    .isEqualTo(network ? withoutGround(page.getValue()) : page.getValue());
        }
    }

    private static String pageOf(String picture) {
        return wanted.getOrDefault(picture.replace(".svg", ".md"), "");
    }

    /** A network's answers differ in their last digits from processor to processor, and so do borders in a picture. */
    private static String withoutGround(String svg) {
        return svg.replaceAll("<path d=\"M[^\"]*Z\"/>", "");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void pictures_are_small() {
        wanted.forEach((name, text) -> {
            if (name.endsWith(".svg")) {
                assertThat(text.length()).as(name).isLessThan(30_000);
            }
        });
    }

    @Test
    void simulations_of_the_pages_fit_their_learner() {
        List<MatchResult> commands = wanted.values().stream()
                .flatMap(text -> SIMULATE.matcher(text).results())
                .toList();
        assertThat(commands).hasSizeGreaterThan(40);
        for (MatchResult command : commands) {
            Learner learner = Main.part(Learner.class, command.group(1).replace("\"", ""));
            for (Contender contender : Contender.readAll(command.group(2).replace("\"", ""))) {
                Capabilities.check(contender.strategy(), learner);
            }
        }
    }

    @Test
    void command_lines_of_the_pages_can_be_read() {
        wanted.values().stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("quarry "))
                .forEach(line -> assertThat(parsed(line)).as(line).isTrue());
    }

    private static boolean parsed(String line) {
        String[] arguments = ARGUMENT.matcher(line.substring("quarry ".length()))
                .results()
                .map(part -> part.group(1) == null ? part.group(2) : part.group(1))
                .toArray(String[]::new);
        CommandLine.ParseResult parsed = Main.commandLine().parseArgs(arguments);
        return parsed.hasSubcommand();
    }

    @Test
    void the_command_writes_them_and_removes_pages_of_parts_that_are_no_more(@TempDir Path temporary)
            throws IOException {
        Path out = temporary.resolve("pages");
        Files.createDirectories(out);
        Files.writeString(out.resolve("gone.md"), "");
        assertThat(Called.with("docs", "--out", out).code()).isEqualTo(2);
        assertThat(Called.with("docs", "--out", out, "--force"))
                .returns(0, Called::code)
                .extracting(Called::out)
                .asString()
                .contains("pages in ");
        assertThat(out.resolve("gone.md")).doesNotExist();
        assertThat(out.resolve("README.md")).hasContent(wanted.get("README.md"));
    }
}
