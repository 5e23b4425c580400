package dev.quarry;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The format of every source file, checked with whatever JDK Maven itself runs on. */
@Tag("strict")
final class FormatTest {

    private static final Style STYLE = Style.PALANTIR;

    private final Path home = Path.of(System.getProperty("quarry.home", ".."));
    private final Formatter formatter = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(STYLE).build());

    @Test
    void every_source_file_has_the_house_format() throws IOException {
        List<Path> sources = sources();

        List<Path> others =
                sources.parallelStream().filter(source -> !isFormatted(source)).toList();

        assertThat(sources).as("source files below (%s)", home).isNotEmpty();
        assertThat(others)
                .as("files in another format; put right by JAVA_HOME=<JDK 25> mvn spotless:apply")
                .isEmpty();
    }

    private List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.find(
                home, 20, (file, attributes) -> file.toString().endsWith(".java") && isOurs(home.relativize(file)))) {
            return files.sorted().toList();
        }
    }

    /** Files below src: what a build generates lies below target. */
    private static boolean isOurs(Path file) {
        String path = "/" + file.toString().replace('\\', '/');
        return path.contains("/src/") && !path.contains("/target/");
    }

    private boolean isFormatted(Path file) {
        try {
            String source = Files.readString(file);
            String formatted = formatter.formatSource(source);
            return source.equals(
                    RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(formatted, STYLE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FormatterException e) {
            throw new AssertionError("The file (%s) cannot be parsed.".formatted(file), e);
        }
    }
}
