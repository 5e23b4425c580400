package dev.quarry.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/errata.md} is what the golden cases and the notes beside this test give. With {@code -Dquarry.write=true} it
 * is written anew.
 */
class ErrataTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", "."))
            .resolve("../docs/errata.md")
            .normalize();

    private static List<GoldenCase> cases = List.of();
    private static JsonNode notes = JsonMapper.shared().createObjectNode();

    @BeforeAll
    static void read() throws IOException {
        cases = GoldenFolder.present().cases();
        try (InputStream in = Objects.requireNonNull(ErrataTest.class.getResourceAsStream("errata.json"))) {
            notes = JsonMapper.shared().readTree(in);
        }
    }

    @Test
    void the_page_is_what_the_cases_give() throws IOException {
        String page = new Errata(cases, notes).page();
        if (Boolean.getBoolean("quarry.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("written by (mvn -Dquick verify -pl core -am -Dtest=ErrataTest -Dquarry.write=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false)")
                .hasContent(page);
    }

    @Test
    void every_deviation_of_a_peer_is_explained() {
        Set<String> deviating = cases.stream()
                .filter(one -> !one.json().path("deviating_peers").isEmpty())
                .map(GoldenCase::id)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> explained = notes.path("measured")
                .valueStream()
                .flatMap(note -> Stream.concat(
                        note.path("cases").valueStream(), note.path("also").valueStream()))
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(TreeSet::new));
        explained.addAll(notes.path("no_erratum").propertyNames());
        Set<String> missing = new TreeSet<>(deviating);
        missing.removeAll(explained);
        assertThat(missing).as("deviations without a word in errata.json").isEmpty();
        assertThat(cases.stream().map(GoldenCase::id)).containsAll(explained);
    }
}
