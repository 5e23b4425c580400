package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.event.Fact;
import dev.quarry.server.item.Item;
import dev.quarry.server.job.Job;
import dev.quarry.server.start.Networks;
import dev.quarry.server.store.Folders;
import dev.quarry.server.upkeep.Installation;
import dev.quarry.server.upkeep.Rebuilding;
import dev.quarry.server.web.Client.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A network that somebody put into the folder of the installation, from the choice to the file that is taken away. */
class ModelFeatureTest {

    private static final int ITEMS = 40;

    @TempDir
    Path data;

    private Server server;
    private Client owner;
    private Blobs project;

    @BeforeEach
    void start() throws IOException {
        Path models = data.resolve("models");
        Networks.write(models);
        try (InputStream script = ModelFeatureTest.class.getResourceAsStream("means.pt")) {
            Files.copy(Objects.requireNonNull(script), models.resolve("means.pt"));
        }
        Files.writeString(models.resolve("broken.onnx"), "no network");
        Files.writeString(models.resolve("torn.pt"), "PK and no more");
        server = Server.start(Settings.local(data).withPort(0));
        owner = Client.owner(server);
        String id = owner.post("/api/v1/projects", "{\"name\":\"Colours\",\"kind\":\"pictures\"}")
                .json()
                .path("id")
                .asString();
        project = new Blobs(server, owner, id, ITEMS, 2, 3);
        pictures(id);
        for (String name : new String[] {"red", "blue"}) {
            owner.post(
                    project.path("/classes"), "{\"name\":\"%s\",\"colour\":\"#aa0000\",\"key\":null}".formatted(name));
        }
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Red and blue in turn, each a little different. */
    private void pictures(String id) throws IOException {
        Path uploads = Files.createDirectories(new Folders(data).uploads(id));
        for (int row = 0; row < ITEMS; row++) {
            BufferedImage picture = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
            int strength = 255 - row;
            for (int i = 0; i < 63; i++) {
                picture.setRGB(i % 9, i / 9, row % 2 == 0 ? strength << 16 : strength);
            }
            ImageIO.write(picture, "png", uploads.resolve(row + ".png").toFile());
        }
        server.app()
                .items()
                .append(
                        id,
                        IntStream.range(0, ITEMS)
                                .mapToObj(row -> new Item(
                                        row, row, "p%d".formatted(row), row + ".png", Item.UPLOADS, null, Map.of()))
                                .toList());
        server.log().act("test", pen -> {
            pen.write(id, new Fact.ItemsAdded(0, ITEMS, "test"));
            return id;
        });
    }

    private Map<String, JsonNode> blocks() {
        Map<String, JsonNode> blocks = new LinkedHashMap<>();
        owner.get(project.path("/features"))
                .json()
                .path("blocks")
                .forEach(block -> blocks.put(block.path("key").asString(), block));
        return blocks;
    }

    private Answer choose(String key) {
        return owner.put(project.path("/features"), "{\"blocks\":[{\"key\":\"%s\",\"scaled\":true}]}".formatted(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"images.onnx", "means.pt"})
    void a_network_is_offered_chosen_learnt_from_taken_away_and_derived_anew(String file) throws Exception {
        String key = "network:" + file;
        JsonNode offered = Objects.requireNonNull(blocks().get(key));
        for (int i = 0; i < 30 && offered.path("seconds").isNull(); i++) { // the first answer takes longest
            offered = Objects.requireNonNull(blocks().get(key));
        }
        assertThat(offered.path("refused").isNull()).as(offered.toString()).isTrue();
        assertThat(offered.path("columns").asInt()).isEqualTo(3);
        assertThat(offered.path("coverage").asDouble()).isEqualTo(1);
        assertThat(offered.path("seconds").asDouble()).isGreaterThan(0);
        assertThat(offered.path("chosen").asBoolean()).isFalse();

        Answer chosen = choose(key);
        assertThat(chosen.status()).as(chosen.detail()).isEqualTo(202);
        Job built = server.app().jobs().await(chosen.json().path("id").asString());
        assertThat(built.state()).as(String.valueOf(built.failure())).isEqualTo(Job.State.DONE);
        JsonNode standing = owner.get(project.path("/features")).json();
        assertThat(standing.path("ready").asBoolean()).isTrue();
        assertThat(standing.path("columns").asInt()).isEqualTo(3);

        Blobs.rows(project.next(10)).forEach(project::label);
        project.await(() -> project.queue().json().path("model").asInt() > 0);
        project.quiet();
        int model = project.queue().json().path("model").asInt();
        for (int row = 0; row < ITEMS; row++) {
            assertThat(server.app()
                            .predictions()
                            .of(project.id(), model)
                            .orElseThrow()
                            .predicted(row))
                    .isEqualTo(row % 2);
        }
        assertThat(export("PREDICTIONS").get("predictions.csv")).contains("p39,blue");
        assertThat(export("MODEL")).containsKey("model/classes.json");

        String fingerprint = standing.path("fingerprint").asString();
        server.close();
        try (Installation installation = Installation.open(data, null)) {
            Rebuilding.Report report = Rebuilding.of(installation, false);
            assertThat(report.wrong()).isEmpty();
            assertThat(report.unfit()).isEmpty();
        }
        server = Server.start(Settings.local(data).withPort(0));
        owner = Client.owner(server);
        JsonNode again = owner.get(project.path("/features")).json();
        assertThat(again.path("fingerprint").asString()).isEqualTo(fingerprint);
        assertThat(again.path("ready").asBoolean()).isTrue();
    }

    private Map<String, String> export(String format) throws IOException {
        Answer asked = owner.post(
                project.path("/exports"),
                "{\"format\":\"%s\",\"provenances\":[\"HUMAN\"],\"confident\":null,\"rows\":null,\"testShare\":0,\"spreadsheet\":false}"
                        .formatted(format));
        assertThat(asked.status()).as(asked.detail()).isEqualTo(202);
        String id = asked.json().path("id").asString();
        try {
            server.app().jobs().await(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String file = owner.get(project.path("/jobs/" + id))
                .json()
                .path("result")
                .path("file")
                .asString();
        Map<String, String> files = new LinkedHashMap<>();
        byte[] bytes = owner.bytes(project.path("/exports/" + file)).body();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken.onnx", "torn.pt", "texts.onnx"})
    void a_file_that_gives_nothing_for_pictures_says_why_in_a_sentence(String file) {
        JsonNode offered = Objects.requireNonNull(blocks().get("network:" + file));
        assertThat(offered.path("refused").asString())
                .contains("(" + file + ")")
                .endsWith(".")
                .doesNotContain("\n", "Exception", data.toString());
        Answer chosen = choose("network:" + file);
        assertThat(chosen.status()).isEqualTo(400);
        assertThat(chosen.detail()).startsWith("The features (network:%s) cannot be used: ".formatted(file));
    }

    @Test
    void pictures_are_labelled_by_sentences_about_the_classes() throws Exception {
        JsonNode choices = owner.get(project.path("/start")).json();
        assertThat(choices.path("zeroShot").isNull()).isTrue();
        Path models = data.resolve("models");
        Answer asked = owner.post(
                project.path("/start/zero-shot"),
                "{\"pictures\":\"%s\",\"texts\":\"%s\",\"tokenizer\":\"%s\",\"template\":\"a {} thing\",\"least\":0.5}"
                        .formatted(
                                models.resolve("images.onnx"),
                                models.resolve("texts.onnx"),
                                models.resolve("tokenizer.json")));
        assertThat(asked.status()).as(asked.detail()).isEqualTo(202);
        Job job = server.app().jobs().await(asked.json().path("id").asString());
        assertThat(job.state()).as(String.valueOf(job.failure())).isEqualTo(Job.State.DONE);
        for (int row = 0; row < ITEMS; row++) {
            JsonNode state = owner.get(project.path("/items/" + row)).json().path("state");
            assertThat(state.path("label").asInt()).isEqualTo(row % 2);
            assertThat(state.path("provenance").asString()).isEqualToIgnoringCase("weak");
        }
        Answer wrong = owner.post(
                project.path("/start/zero-shot"),
                "{\"pictures\":\"/etc/passwd\",\"texts\":\"x\",\"tokenizer\":\"y\",\"template\":null,\"least\":null}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.detail()).contains("There is no file (/etc/passwd) in a folder that Quarry may read.");
    }
}
