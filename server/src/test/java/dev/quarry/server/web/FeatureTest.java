package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import dev.quarry.server.event.Fact;
import dev.quarry.server.feature.FeatureStore.Features;
import dev.quarry.server.item.Item;
import dev.quarry.server.job.Job;
import dev.quarry.server.store.Folders;
import dev.quarry.server.web.Client.Answer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FeatureTest extends WithServer {

    private String project(String kind) {
        return owner.post("/api/v1/projects", "{\"name\":\"Things\",\"kind\":\"%s\"}".formatted(kind))
                .json()
                .path("id")
                .asString();
    }

    private void add(String id, int from, int to, IntFunction<Item> item) {
        server.app().items().append(id, IntStream.range(from, to).mapToObj(item).toList());
        server.log().act("test", pen -> {
            pen.write(id, new Fact.ItemsAdded(from, to - from, "test"));
            return id;
        });
    }

    private static Item item(int row, @Nullable String content, @Nullable String root, Map<String, String> fields) {
        return new Item(row, 77 + row, "item %d".formatted(row), content, root, null, fields);
    }

    private JsonNode standing(String id) {
        return owner.get("/api/v1/projects/%s/features".formatted(id)).json();
    }

    private Answer choose(String id, String... keys) {
        List<String> blocks = Arrays.stream(keys)
                .map(key -> key.endsWith("!") // not scaled
                        ? "{\"key\":\"%s\",\"scaled\":false}".formatted(key.replace("!", ""))
                        : "{\"key\":\"%s\",\"scaled\":true}".formatted(key))
                .toList();
        return owner.send(
                "PUT",
                "/api/v1/projects/%s/features".formatted(id),
                "{\"blocks\":[%s]}".formatted(String.join(",", blocks)),
                "X-Quarry",
                "1");
    }

    private Job end(Answer submitted) throws InterruptedException {
        assertThat(submitted.status()).as(submitted.detail()).isEqualTo(202);
        return server.app().jobs().await(submitted.json().path("id").asString());
    }

    private Features features(String id) {
        return server.app().features().current(id).orElseThrow();
    }

    private static Map<String, String> fields(int row) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("length", row % 5 == 0 ? "" : Integer.toString(row));
        fields.put("colour", row % 3 == 0 ? "red" : row % 3 == 1 ? "green" : "blue");
        fields.put("name", "thing %d".formatted(row));
        return fields;
    }

    private static Map<String, JsonNode> blocks(JsonNode standing) {
        Map<String, JsonNode> blocks = new LinkedHashMap<>();
        standing.path("blocks").forEach(block -> blocks.put(block.path("key").asString(), block));
        return blocks;
    }

    private static JsonNode the(Map<String, JsonNode> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    @Test
    void columns_are_offered_with_coverage_filled_with_the_mean_and_scaled() throws Exception {
        String id = project("rows");
        add(id, 0, 100, row -> item(row, null, null, fields(row)));
        Map<String, JsonNode> offered = blocks(standing(id));
        assertThat(offered).containsOnlyKeys("column:length", "column:colour", "column:name");
        assertThat(the(offered, "column:length").path("coverage").asDouble()).isEqualTo(0.8);
        assertThat(the(offered, "column:length").path("chosen").asBoolean()).isTrue();
        assertThat(the(offered, "column:colour").path("columns").asInt()).isEqualTo(3);
        assertThat(the(offered, "column:colour").path("chosen").asBoolean()).isFalse();
        assertThat(the(offered, "column:name").path("refused").asString()).contains("more than (50) different words");
        assertThat(choose(id, "column:name").detail()).contains("cannot be used");
        assertThat(choose(id, "column:width").detail()).contains("There is no kind of features named (column:width)");
        assertThat(choose(id).detail()).contains("Models must see something");
        Job job = end(choose(id, "column:length", "column:colour"));
        assertThat(job.state()).isEqualTo(Job.State.DONE);
        Features now = features(id);
        assertThat(now.names())
                .containsExactly("length", "colour: blue", "colour: green", "colour: red", "length is missing");
        Matrix rows = now.rows();
        assertThat(rows.rows()).isEqualTo(100);
        double sum =
                IntStream.range(0, 100).mapToDouble(row -> rows.get(row, 0)).sum();
        double squares = IntStream.range(0, 100)
                .filter(row -> row % 5 != 0)
                .mapToDouble(row -> rows.get(row, 0) * rows.get(row, 0))
                .sum();
        assertThat(sum).isCloseTo(0, within(1e-4));
        assertThat(squares / 80).as("the deviation of what is there").isCloseTo(1, within(1e-4));
        assertThat(rows.get(5, 0)).isZero();
        assertThat(rows.get(5, 4)).isOne();
        assertThat(rows.get(6, 4)).isZero();
        JsonNode standing = standing(id);
        assertThat(standing.path("ready").asBoolean()).isTrue();
        assertThat(standing.path("columns").asInt()).isEqualTo(5);
    }

    @Test
    void items_that_are_added_go_by_what_was_learnt_and_only_they_are_computed() throws Exception {
        String id = project("rows");
        add(id, 0, 100, row -> item(row, null, null, fields(row)));
        end(choose(id, "column:length", "column:colour!"));
        Features before = features(id);
        add(id, 100, 130, row -> item(row, null, null, fields(row)));
        awaitRows(id, 130);
        Features after = features(id);
        assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
        float[] old = before.rows().toFloat().values();
        assertThat(Arrays.copyOf(after.rows().toFloat().values(), old.length)).isEqualTo(old);
        double step = before.rows().get(2, 0) - before.rows().get(1, 0);
        assertThat(after.rows().get(112, 0) - before.rows().get(12, 0)).isCloseTo(100 * step, within(1e-3));
        Job last = server.app().jobs().of(id).getFirst();
        assertThat(String.valueOf(last.result())).contains("computed=30");
    }

    private void awaitRows(String id, int rows) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (features(id).rows().rows() != rows) {
            assertThat(System.nanoTime())
                    .as("still %s".formatted(features(id).rows()))
                    .isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void texts_become_numbers_and_later_texts_go_the_same_way() throws Exception {
        String id = project("texts");
        String[] words = {"win money now", "see you at lunch", "free prize call", "meeting moved to noon"};
        IntFunction<Item> text =
                row -> item(row, "%s %s".formatted(words[row % 4], words[(row / 4) % 4]), null, Map.of());
        add(id, 0, 64, text);
        Map<String, JsonNode> offered = blocks(standing(id));
        assertThat(offered).containsOnlyKeys("tf-idf", "words");
        assertThat(the(offered, "words").path("chosen").asBoolean()).isTrue();
        assertThat(the(offered, "words").path("seconds").asDouble()).isGreaterThan(0);
        end(choose(id, "words!"));
        Features before = features(id);
        assertThat(before.rows().cols()).isEqualTo(1_024);
        add(id, 64, 80, text);
        awaitRows(id, 80);
        Matrix rows = features(id).rows();
        for (int col = 0; col < 1_024; col++) { // row 64 says what row 0 says
            assertThat(rows.get(64, col)).isEqualTo(rows.get(0, col));
        }
        assertThat(rows.get(0, 0) == rows.get(1, 0)
                        && IntStream.range(0, 1_024).allMatch(col -> rows.get(0, col) == rows.get(1, col)))
                .isFalse();
    }

    @Test
    void pictures_become_numbers_and_a_broken_one_stops_nothing() throws Exception {
        String id = project("pictures");
        Path uploads = Files.createDirectories(new Folders(data).uploads(id));
        for (int row = 0; row < 12; row++) {
            BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = picture.createGraphics();
            pen.setColor(row % 2 == 0 ? Color.RED : Color.BLUE);
            pen.fillRect(0, 0, 40, 30);
            pen.setColor(Color.WHITE);
            pen.fillOval(row, row, 15, 10);
            pen.dispose();
            ImageIO.write(
                    picture, "png", uploads.resolve("%d.png".formatted(row)).toFile());
        }
        Files.writeString(uploads.resolve("5.png"), "no picture");
        Files.writeString(data.resolve("secret.png"), "no picture either");
        add(
                id,
                0,
                13,
                row -> item(row, row == 12 ? "../../../secret.png" : "%d.png".formatted(row), Item.UPLOADS, Map.of()));
        Map<String, JsonNode> offered = blocks(standing(id));
        assertThat(offered.keySet()).containsExactly("thumbnail", "colours", "gradients", "quality");
        int columns = offered.values().stream()
                .mapToInt(block -> block.path("columns").asInt())
                .sum();
        Job job = end(choose(id, "thumbnail", "colours!", "gradients", "quality"));
        assertThat(job.state()).as(String.valueOf(job.failure())).isEqualTo(Job.State.DONE);
        Features now = features(id);
        assertThat(now.rows().cols()).isEqualTo(columns);
        assertThat(now.names()).hasSize(columns).contains("brightness", "blurriness", "thumbnail 0");
        float[] values = now.rows().toFloat().values();
        for (float value : values) {
            assertThat(value).isFinite();
        }
        assertThat(IntStream.range(0, columns).mapToObj(col -> now.rows().get(5, col)))
                .as("a broken picture looks like the mean, and so does one that lies elsewhere")
                .isEqualTo(IntStream.range(0, columns)
                        .mapToObj(col -> now.rows().get(12, col))
                        .toList());
    }

    @Test
    void numbers_that_came_with_the_data_are_used_where_they_cover_it() throws Exception {
        String id = project("pictures");
        add(id, 0, 20, row -> item(row, "%d.png".formatted(row), Item.UPLOADS, Map.of()));
        Path folder = Files.createDirectories(new Folders(data).features(id).resolve("imported"));
        float[] values = new float[20 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 3 == 4 ? Float.NaN : i;
        }
        Npy.write(folder.resolve("clip.npy"), FloatMatrix.wrap(values, 20, 3));
        Files.writeString(folder.resolve("clip.json"), "{\"names\":[],\"covered\":19}");
        Map<String, JsonNode> offered = blocks(standing(id));
        assertThat(the(offered, "imported:clip").path("coverage").asDouble()).isEqualTo(0.95);
        assertThat(the(offered, "imported:clip").path("chosen").asBoolean()).isTrue();
        assertThat(the(offered, "thumbnail").path("chosen").asBoolean()).isFalse();
        end(choose(id, "imported:clip!"));
        Features now = features(id);
        assertThat(now.names()).hasSize(4).endsWith("imported:clip 0 is missing");
        assertThat(now.rows().get(7, 1)).isEqualTo(22);
        assertThat(now.rows().get(4, 3)).isOne();
        double mean = IntStream.range(0, 20)
                .filter(row -> row != 4)
                .mapToDouble(row -> 3 * row)
                .average()
                .orElseThrow();
        assertThat(now.rows().get(4, 0)).isCloseTo(mean, within(1e-4));
    }

    @Test
    void the_same_choice_gives_the_same_numbers_and_is_not_computed_twice() throws Exception {
        String id = project("rows");
        add(id, 0, 50, row -> item(row, null, null, fields(row)));
        end(choose(id, "column:length"));
        String first = features(id).fingerprint();
        Job again = end(choose(id, "column:length"));
        assertThat(String.valueOf(again.result())).contains("computed=0");
        end(choose(id, "column:length!"));
        assertThat(features(id).fingerprint()).isNotEqualTo(first);
        end(choose(id, "column:length"));
        assertThat(features(id).fingerprint()).isEqualTo(first);
        restart();
        assertThat(standing(id).path("fingerprint").asString()).isEqualTo(first);
        assertThat(standing(id).path("ready").asBoolean()).isTrue();
    }

    @Test
    void who_labels_without_choosing_gets_the_usual_features_and_a_model() {
        Blobs blobs = new Blobs(server, owner, project("rows"), 200, 2, 2);
        add(blobs.id(), 0, 200, row -> {
            double value = row % 2 == 0 ? row / 200.0 : 3 + row / 200.0;
            return item(row, null, null, Map.of("x", Double.toString(value), "y", Integer.toString(row % 7)));
        });
        for (String name : new ArrayList<>(List.of("even", "odd"))) {
            owner.post(blobs.path("/classes"), "{\"name\":\"%s\",\"colour\":\"#aa0000\",\"key\":null}".formatted(name));
        }
        assertThat(blobs.queue().json().path("state").asString()).isEqualTo("cold");
        Blobs.rows(blobs.next(10)).forEach(blobs::label);
        blobs.await(() -> blobs.queue().json().path("model").asInt() > 0);
        blobs.quiet();
        assertThat(features(blobs.id()).names()).containsExactlyInAnyOrder("x", "y");
        int model = blobs.queue().json().path("model").asInt();
        add(blobs.id(), 200, 230, row -> item(row, null, null, Map.of("x", row % 2 == 0 ? "0.5" : "3.5", "y", "1")));
        blobs.await(() -> blobs.queue().json().path("model").asInt() > model);
        blobs.quiet();
        int newest = blobs.queue().json().path("model").asInt();
        assertThat(server.app()
                        .predictions()
                        .of(blobs.id(), newest)
                        .orElseThrow()
                        .size())
                .as("a model that sees the new items follows by itself")
                .isEqualTo(230);
    }
}
