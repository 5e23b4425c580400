package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

    @Test
    void every_address_is_described_and_every_description_is_an_address(@TempDir Path data) throws Exception {
        try (Server server = Server.start(Settings.local(data).withPort(0))) {
            Set<String> real = new TreeSet<>(server.endpoints());
            real.remove("GET /api/<path>"); // what answers everything else
            assertThat(described(Client.owner(server).get("/api/openapi.json").json()))
                    .isEqualTo(real);
        }
    }

    @Test
    void what_a_description_refers_to_is_there(@TempDir Path data) throws Exception {
        try (Server server = Server.start(Settings.local(data).withPort(0))) {
            JsonNode document = Client.owner(server).get("/api/openapi.json").json();
            assertThat(document.findValuesAsString("$ref"))
                    .isNotEmpty()
                    .allSatisfy(to -> assertThat(document.at(to.substring(1)).isMissingNode())
                            .as(to)
                            .isFalse());
        }
    }

    @Test
    void whatever_changes_something_may_carry_a_key(@TempDir Path data) throws Exception {
        try (Server server = Server.start(Settings.local(data).withPort(0))) {
            JsonNode document = Client.owner(server).get("/api/openapi.json").json();
            for (String endpoint : server.endpoints()) {
                String[] parts = endpoint.split(" ", -1);
                if (parts[1].startsWith("/api/v1/") && !parts[1].contains("<")) {
                    JsonNode operation = document.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
                    assertThat(operation.toString().contains("idempotencyKey"))
                            .as(endpoint)
                            .isEqualTo(!parts[0].equals("GET"));
                }
            }
        }
    }

    private static Set<String> described(JsonNode document) {
        Set<String> all = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().propertyNames().forEach(method -> {
                    if (!method.equals("parameters")) {
                        all.add("%s %s".formatted(method.toUpperCase(Locale.ROOT), path.getKey()));
                    }
                }));
        return all;
    }
}
