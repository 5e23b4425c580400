package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.lab.RunFolder;
import dev.quarry.lab.RunFolder.Existing;
import dev.quarry.server.experiment.RunsTest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

class ExperimentTest {

    @TempDir
    Path data;

    private static void run(Path folder) throws IOException {
        try (RunFolder writing = RunFolder.open(folder, RunsTest.configuration(2), Existing.REFUSE)) {
            for (int seed = 0; seed < 2; seed++) {
                writing.add(RunsTest.cell("random", seed, 0.5, 0.6, 0.7 + seed / 100.0));
                writing.add(RunsTest.cell("margin", seed, 0.5, 0.8, 0.9));
            }
        }
    }

    @Test
    void runs_of_the_installation_and_of_folders_that_were_named_are_shown_and_taken_away_as_files() throws Exception {
        run(data.resolve("home/runs/mine"));
        run(data.resolve("elsewhere/theirs"));
        Settings settings =
                Settings.local(data.resolve("home")).withPort(0).withRuns(List.of(data.resolve("elsewhere")));
        try (Server server = Server.start(settings)) {
            Client owner = Client.owner(server);
            JsonNode all = owner.get("/api/v1/experiments").json();
            assertThat(all.findValuesAsString("name")).containsExactlyInAnyOrder("mine", "theirs");
            String path = "/api/v1/experiments/" + all.get(0).path("id").asString();
            assertThat(owner.get(path).json().path("duels")).hasSize(2);
            assertThat(owner.get(path + "/files/curves.csv").response().body()).startsWith("dataset,");
            assertThat(owner.get(path + "/files/timings.csv").status()).isEqualTo(200);
            String svg = owner.get(path + "/files/curves.svg").response().body();
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(svg)))
                            .getDocumentElement()
                            .getNamespaceURI())
                    .isNull();
            assertThat(svg)
                    .contains("xmlns=\"http://www.w3.org/2000/svg\"", "margin")
                    .doesNotContain("<script");
            assertThat(owner.bytes(path + "/files/curves.png").body()).startsWith(0x89, 'P', 'N', 'G');
            assertThat(owner.get(path + "/files/other").status()).isEqualTo(404);
            assertThat(owner.get("/api/v1/experiments/none").status()).isEqualTo(404);
            assertThat(new Client(server.address()).get("/api/v1/experiments").status())
                    .isEqualTo(401);
        }
    }
}
