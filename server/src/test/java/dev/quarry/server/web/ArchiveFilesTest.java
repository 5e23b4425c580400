package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.web.Client.Answer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A project whose pictures stand in a folder of the server, taken to an installation that does not see that folder. */
class ArchiveFilesTest {

    @TempDir
    Path here;

    @TempDir
    Path there;

    @TempDir
    Path shared;

    private static JsonNode job(Client client, String project, Answer asked) {
        assertThat(asked.status()).as(asked.detail()).isEqualTo(202);
        String id = asked.json().path("id").asString();
        while (true) {
            JsonNode job = client.get("%s/jobs/%s".formatted(project, id)).json();
            if (!List.of("waiting", "running").contains(job.path("state").asString())) {
                assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
                return job.path("result");
            }
            Thread.onSpinWait();
        }
    }

    private static String plan(boolean files) {
        return "{\"format\":\"ARCHIVE\",\"provenances\":[],\"confident\":null,\"rows\":null,\"testShare\":0,\"spreadsheet\":false,\"files\":%s}"
                .formatted(files);
    }

    @Test
    void files_come_along_where_the_owner_wants_them_and_a_missing_one_is_named() throws IOException {
        for (int i = 0; i < 4; i++) {
            BufferedImage picture = new BufferedImage(20 + i, 10, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(picture, "png", shared.resolve("p%d.png".formatted(i)).toFile());
        }
        long bytes = 0;
        for (int i = 1; i < 4; i++) {
            bytes += Files.size(shared.resolve("p%d.png".formatted(i)));
        }
        byte[] without;
        byte[] with;
        Settings settings = new Settings(here, null, "127.0.0.1", 0, List.of(), List.of(shared), false);
        try (Server server = Server.start(settings)) {
            Client owner = Client.owner(server);
            String project = "/api/v1/projects/"
                    + owner.post("/api/v1/projects", "{\"name\":\"Far\",\"kind\":\"pictures\"}")
                            .json()
                            .path("id")
                            .asString();
            job(owner, project, owner.post(project + "/imports", "{\"folder\":\"%s\"}".formatted(shared)));
            Files.delete(shared.resolve("p0.png"));
            JsonNode elsewhere =
                    owner.post(project + "/exports/preview", plan(false)).json().path("elsewhere");
            assertThat(elsewhere.path("items").asInt()).isEqualTo(4);
            assertThat(elsewhere.path("bytes").asLong()).isEqualTo(bytes);
            assertThat(elsewhere.path("gone").asInt()).isOne();
            without = taken(owner, project, plan(false), 0);
            with = taken(owner, project, plan(true), 1);
        }
        assertThat(with.length).isGreaterThan(without.length);
        try (Server server = Server.start(Settings.local(there).withPort(0))) {
            Client owner = Client.owner(server);
            assertThat(owner.postBytes("/api/v1/archives", without).detail())
                    .contains("which may not be read here. Maybe start with (--allow");
            Answer read = owner.postBytes("/api/v1/archives", with);
            assertThat(read.status()).as(read.detail()).isEqualTo(201);
            String copy = "/api/v1/projects/" + read.json().path("id").asString();
            assertThat(owner.get(copy).json().path("items").asInt()).isEqualTo(4);
            for (int row = 0; row < 4; row++) {
                String name =
                        owner.get(copy + "/items/" + row).json().path("name").asString();
                if (name.endsWith("p0.png")) {
                    assertThat(owner.bytes("%s/items/%d/picture".formatted(copy, row))
                                    .statusCode())
                            .isEqualTo(404);
                } else {
                    assertThat(owner.bytes("%s/items/%d/picture".formatted(copy, row))
                                    .body())
                            .isEqualTo(Files.readAllBytes(shared.resolve(name)));
                }
            }
        }
    }

    private static byte[] taken(Client owner, String project, String plan, int missing) {
        JsonNode result = job(owner, project, owner.post(project + "/exports", plan));
        assertThat(result.path("manifest").path("missing")).hasSize(missing);
        return owner.bytes(project + "/exports/" + result.path("file").asString())
                .body();
    }
}
