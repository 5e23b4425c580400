package dev.quarry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of what the program is made of. */
class ComponentsTest {

    private static final Path TARGET = Path.of(System.getProperty("quarry.home"), "cli/target");

    @Test
    void every_jar_beside_the_program_is_listed_with_its_checksum() throws IOException, GeneralSecurityException {
        JsonNode list = JsonMapper.builder().build().readTree(TARGET.resolve("quarry-sbom.json"));
        Map<String, String> listed = new TreeMap<>();
        for (JsonNode component : list.path("components")) {
            for (JsonNode hash : component.path("hashes")) {
                if (hash.path("alg").asString().equals("SHA-256")) {
                    listed.put(
                            hash.path("content").asString(),
                            component.path("purl").asString());
                }
            }
        }
        Map<String, String> beside = new TreeMap<>();
        try (Stream<Path> jars = Files.list(TARGET.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
                beside.put(HexFormat.of().formatHex(digest), jar.getFileName().toString());
            }
        }
        assertThat(beside).isNotEmpty();
        assertThat(listed.keySet()).containsAll(beside.keySet());
    }
}
