package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Npy;
import dev.quarry.server.event.Fact;
import dev.quarry.server.media.WebPs;
import dev.quarry.server.web.Client.Answer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DataRoutesTest {

    @TempDir
    Path data;

    @TempDir
    Path shared;

    private Server server;
    private Client owner;

    @BeforeEach
    void start() throws IOException {
        Settings settings = new Settings(data, null, "127.0.0.1", 0, List.of(), List.of(shared), false);
        server = Server.start(settings);
        owner = Client.owner(server);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String project(String kind) {
        return "/api/v1/projects/"
                + owner.post("/api/v1/projects", "{\"name\":\"Pets\",\"kind\":\"%s\"}".formatted(kind))
                        .json()
                        .path("id")
                        .asString();
    }

    private static byte[] png(int width, int height, Color colour) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                picture.setRGB(x, y, x < width / 2 ? colour.getRGB() : 0);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private String upload(String project, Map<String, byte[]> files) {
        String id = owner.post(project + "/uploads", "").json().path("id").asString();
        files.forEach((name, bytes) -> {
            Answer sent = owner.put(
                    "%s/uploads/%s/files?name=%s"
                            .formatted(project, id, URLEncoder.encode(name, StandardCharsets.UTF_8)),
                    bytes);
            assertThat(sent.status()).as(sent.detail()).isEqualTo(200);
        });
        return "\"upload\":\"%s\"".formatted(id);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode job(String project, String what, String body) {
        Answer asked = owner.post("%s/%s".formatted(project, what), "{%s}".formatted(body));
        assertThat(asked.status()).as(asked.detail()).isEqualTo(202);
        String id = asked.json().path("id").asString();
        while (true) {
            JsonNode job = owner.get("%s/jobs/%s".formatted(project, id)).json();
            if (!List.of("waiting", "running").contains(job.path("state").asString())) {
                return job;
            }
            Thread.onSpinWait();
        }
    }

    private JsonNode preview(String project, String body) {
        JsonNode job = job(project, "previews", body);
        assertThat(job.path("failure").isNull()).as(job.toString()).isTrue();
        return job.path("result");
    }

    private static JsonNode column(JsonNode preview, String name) {
        for (JsonNode column : preview.path("columns")) {
            if (column.path("name").asString().equals(name)) {
                return column;
            }
        }
        throw new AssertionError("no column " + name + " in " + preview);
    }

    @Test
    void pictures_of_a_zip_become_items_once_with_their_folder_as_label() throws IOException {
        String project = project("pictures");
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("photos/cat/1.png", png(40, 20, Color.RED));
        files.put("photos/cat/2.png", png(40, 20, Color.GREEN));
        files.put("photos/dog/1.png", png(20, 40, Color.BLUE));
        files.put("photos/dog/same.png", png(20, 40, Color.BLUE));
        files.put("photos/dog/no.png", text("no picture"));
        files.put("photos/notes.docx", text("?"));
        files.put("__MACOSX/photos/._1.png", text("left by a system"));
        String upload = upload(project, Map.of("pets.zip", zip(files)));

        JsonNode preview = preview(project, upload);
        assertThat(preview.path("items").asInt()).isEqualTo(4);
        assertThat(preview.path("same").asInt()).isEqualTo(1);
        assertThat(preview.path("skipped").path("count").asInt()).isEqualTo(2);
        assertThat(preview.path("examples").get(0).path("picture").asString()).startsWith("data:image/jpeg;base64,");
        assertThat(column(preview, "folder").path("role").asString()).isEqualTo("label");
        assertThat(column(preview, "folder").path("distinct").asInt()).isEqualTo(2);
        assertThat(owner.get(project).json().path("items").asInt()).isZero();
        String list = owner.get(project + "/skipped/"
                        + preview.path("skipped").path("list").asString())
                .response()
                .body();
        assertThat(list).contains("photos/dog/no.png", "is no picture, whatever its name says");

        JsonNode imported = job(project, "imports", upload).path("result");
        assertThat(imported.path("sentence").asString()).isEqualTo("4 imported, 2 skipped.");
        assertThat(owner.get(project).json().path("items").asInt()).isEqualTo(4);
        JsonNode item = owner.get(project + "/items/0").json();
        assertThat(item.path("name").asString()).isEqualTo("photos/cat/1.png");
        assertThat(item.path("kind").asString()).isEqualTo("picture");
        assertThat(item.path("width").asInt()).isEqualTo(40);
        assertThat(item.path("answers").path("folder").asString()).isEqualTo("cat");
        assertThat(item.path("state").path("label").asInt()).isEqualTo(-1);
        assertThat(owner.get(project + "/items?rows=3,0")
                        .json()
                        .get(0)
                        .path("row")
                        .asInt())
                .isEqualTo(3);

        String again = upload(project, Map.of("pets.zip", zip(files)));
        assertThat(preview(project, again).path("known").asInt()).isEqualTo(4);
        assertThat(job(project, "imports", again).path("failure").asString()).contains("in the project already");
        files.put("photos/cat/3.png", png(30, 30, Color.PINK));
        JsonNode more = job(project, "imports", upload(project, Map.of("pets.zip", zip(files))));
        assertThat(more.path("result").path("sentence").asString())
                .isEqualTo("1 imported, 2 skipped, 4 were there already.");
        assertThat(owner.get(project).json().path("items").asInt()).isEqualTo(5);
    }

    @Test
    void a_webp_is_shown_as_it_came_and_small_and_has_features() throws Exception {
        String project = project("pictures");
        byte[] clear = WebPs.of("clear");
        Map<String, byte[]> files =
                Map.of("a.webp", WebPs.of("lossy"), "b.webp", clear, "c.png", png(60, 30, Color.RED));
        assertThat(job(project, "imports", upload(project, files))
                        .path("result")
                        .path("sentence")
                        .asString())
                .isEqualTo("3 imported, 0 skipped.");
        HttpResponse<byte[]> whole = owner.bytes(project + "/items/1/picture");
        assertThat(whole.headers().firstValue("Content-Type")).hasValue("image/webp");
        assertThat(whole.headers().firstValue("Content-Disposition")).hasValue("inline");
        assertThat(whole.body()).isEqualTo(clear);
        HttpResponse<byte[]> small = owner.bytes(project + "/items/1/thumbnail?size=160");
        assertThat(small.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(small.body()));
        assertThat(new Color(decoded.getRGB(10, 25)).getBlue()).isGreaterThan(200);
        assertThat(new Color(decoded.getRGB(50, 25)).getRed()).as("white").isGreaterThan(200);
        String features = owner.send(
                        "PUT",
                        project + "/features",
                        "{\"blocks\":[{\"key\":\"colours\",\"scaled\":false}]}",
                        "X-Quarry",
                        "1")
                .json()
                .path("id")
                .asString();
        server.app().jobs().await(features);
        String id = project.substring(project.lastIndexOf('/') + 1);
        float[] values = server.app()
                .features()
                .current(id)
                .orElseThrow()
                .rows()
                .toFloat()
                .values();
        int columns = values.length / 3;
        assertThat(Arrays.copyOfRange(values, 0, columns))
                .as("one with four colours, one with one")
                .isNotEqualTo(Arrays.copyOfRange(values, 2 * columns, 3 * columns));
        for (float value : values) {
            assertThat(value).isFinite();
        }
    }

    @Test
    void thumbnails_are_small_and_pictures_are_as_they_came() throws IOException {
        String project = project("pictures");
        byte[] picture = png(700, 350, Color.RED);
        job(project, "imports", upload(project, Map.of("one.png", picture)));
        HttpResponse<byte[]> small = owner.bytes(project + "/items/0/thumbnail?size=160");
        assertThat(small.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(small.body()));
        assertThat(decoded.getWidth()).isEqualTo(160);
        assertThat(decoded.getHeight()).isEqualTo(80);
        assertThat(new Color(decoded.getRGB(20, 40)).getRed()).isGreaterThan(200);
        assertThat(new Color(decoded.getRGB(140, 40)).getRed()).isLessThan(60);
        String tag = small.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).startsWith("\"").endsWith("-160\"");
        assertThat(small.headers().firstValue("Cache-Control")).hasValue("private, max-age=31536000, immutable");
        assertThat(owner.bytes(project + "/items/0/thumbnail?size=160", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
        HttpResponse<byte[]> whole = owner.bytes(project + "/items/0/picture");
        assertThat(whole.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(whole.body()).isEqualTo(picture);
        assertThat(owner.get(project + "/items/0/thumbnail?size=100").detail())
                .isEqualTo("The size (100) is not one of 160, 320, 640.");
    }

    @Test
    void texts_of_a_table_are_understood_and_may_be_understood_otherwise() {
        String project = project("texts");
        String csv = """
                id,message,remark,topic
                a,I want my parcel,short,post
                b,"The bill, please",-,money
                c,Where is it?,?,post
                d,,empty,post
                b,Twice,again,money
                """;
        String upload = upload(project, Map.of("letters.csv", text(csv)));
        JsonNode preview = preview(project, upload);
        assertThat(preview.path("reading").path("roles").path("message").asString())
                .isEqualTo("text");
        assertThat(preview.path("reading").path("roles").path("topic").asString())
                .isEqualTo("label");

        String otherwise =
                upload + ",\"reading\":{\"roles\":{\"id\":\"id\",\"remark\":\"text\",\"message\":\"field\"}}";
        JsonNode other = preview(project, otherwise);
        assertThat(other.path("examples").get(0).path("text").asString()).isEqualTo("short");
        assertThat(other.path("doubled").asInt()).isEqualTo(1);

        JsonNode imported = job(project, "imports", upload + ",\"reading\":{\"roles\":{\"id\":\"id\"}}");
        assertThat(imported.path("result").path("sentence").asString()).isEqualTo("3 imported, 2 skipped.");
        JsonNode item = owner.get(project + "/items/1").json();
        assertThat(item.path("text").asString()).isEqualTo("The bill, please");
        assertThat(item.path("name").asString()).isEqualTo("b");
        assertThat(item.path("answers").path("topic").asString()).isEqualTo("money");
        assertThat(item.path("fields").has("topic")).isFalse();
        assertThat(item.path("fields").has("message")).isFalse();
    }

    @Test
    void lines_objects_and_arrays_become_items_too() throws IOException {
        String texts = project("texts");
        assertThat(job(texts, "imports", upload(texts, Map.of("a.txt", text("one\n\ntwo\r\nthree"))))
                        .path("result")
                        .path("imported")
                        .asInt())
                .isEqualTo(3);
        String objects =
                "{\"text\":\"four\",\"meta\":{\"by\":\"me\"},\"vector\":[1,2.5]}\n{\"text\":\"five\",\"vector\":[3,4]}\n{broken\n";
        JsonNode more = job(texts, "imports", upload(texts, Map.of("b.jsonl", text(objects))));
        assertThat(more.path("result").path("sentence").asString()).isEqualTo("2 imported, 1 skipped.");
        assertThat(owner.get(texts + "/items/3")
                        .json()
                        .path("fields")
                        .path("meta.by")
                        .asString())
                .isEqualTo("me");
        JsonNode vectors = owner.get(texts + "/imported").json().path("vector");
        assertThat(vectors.path("columns").asInt()).isEqualTo(2);
        assertThat(vectors.path("rows").asInt()).isEqualTo(5);
        assertThat(vectors.path("covered").asInt()).isEqualTo(2);
        String id = texts.replaceFirst(".*/", "");
        float[] values = Npy.open(data.resolve("projects/%s/features/imported/vector.npy".formatted(id)))
                .matrix()
                .toFloat()
                .values();
        assertThat(values).startsWith(Float.NaN, Float.NaN).endsWith(1, 2.5f, 3, 4);
    }

    @Test
    void numbers_of_rows_are_kept_for_the_model_and_embeddings_find_their_items() throws IOException {
        String project = project("rows");
        String csv = "id,weight,length,class\na,1.5,2,x\nb,NA,3,y\nc,2.5,4,x\n";
        byte[] array = Npy.bytes(FloatMatrix.wrap(new float[] {7, 8, 9, 10}, 2, 2));
        String upload = upload(project, Map.of("a.csv", text(csv), "clip.npy", array, "clip.ids.txt", text("c\na\n")));
        JsonNode preview = preview(project, upload);
        assertThat(preview.path("vectors").get(0).path("items").asInt()).isEqualTo(2);
        JsonNode imported = job(project, "imports", upload);
        assertThat(imported.path("result").path("imported").asInt())
                .as(imported.toString())
                .isEqualTo(3);
        Path features = data.resolve("projects/%s/features/imported".formatted(project.replaceFirst(".*/", "")));
        assertThat(Npy.open(features.resolve("numbers.npy")).matrix().toFloat().values())
                .containsExactly(1.5f, 2, Float.NaN, 3, 2.5f, 4);
        assertThat(Npy.open(features.resolve("clip.npy")).matrix().toFloat().values())
                .containsExactly(9, 10, Float.NaN, Float.NaN, 7, 8);
        assertThat(Files.readString(features.resolve("numbers.json"))).contains("\"names\":[\"weight\",\"length\"]");
        JsonNode more =
                job(project, "imports", upload(project, Map.of("b.csv", text("id,weight,length,class\nd,5,6,x\n"))));
        assertThat(more.path("result").path("imported").asInt())
                .as(more.toString())
                .isEqualTo(1);
        assertThat(Npy.open(features.resolve("numbers.npy")).matrix().toFloat().values())
                .containsExactly(1.5f, 2, Float.NaN, 3, 2.5f, 4, 5, 6);
    }

    @Test
    void a_folder_of_the_server_is_used_where_it_lies_and_no_other_is() throws IOException {
        String project = project("pictures");
        Path folder = Files.createDirectories(shared.resolve("pets"));
        Files.write(folder.resolve("a.png"), png(30, 30, Color.RED));
        Path secret = Files.write(data.resolve("secret.png"), png(30, 30, Color.RED));
        Files.createSymbolicLink(folder.resolve("link.png"), secret);
        Files.createSymbolicLink(shared.resolve("away"), data);
        JsonNode shown = owner.get(project + "/folders").json();
        assertThat(shown.path("folders").get(0).path("path").asString()).isEqualTo(shared.toString());
        JsonNode below = owner.get(project + "/folders?path=" + shared).json();
        assertThat(below.path("folders")).hasSize(1);
        for (String path : List.of(data.toString(), shared + "/..", shared + "/away", "/etc", "%00", "../..")) {
            assertThat(owner.get(project + "/folders?path=" + path).status())
                    .as(path)
                    .isEqualTo(404);
            String body = "{\"folder\":\"%s\"}".formatted(path);
            assertThat(owner.post(project + "/previews", body).status())
                    .as(path)
                    .isEqualTo(404);
        }
        String source = "\"folder\":\"%s\"".formatted(folder);
        assertThat(preview(project, source)
                        .path("skipped")
                        .path("first")
                        .get(0)
                        .path("why")
                        .asString())
                .contains("link to another file");
        job(project, "imports", source);
        assertThat(owner.bytes(project + "/items/0/thumbnail").statusCode()).isEqualTo(200);
        Files.delete(folder.resolve("a.png"));
        Files.createSymbolicLink(folder.resolve("a.png"), secret);
        assertThat(owner.bytes(project + "/items/0/picture").statusCode()).isEqualTo(404);
    }

    private List<String> offered(String project) {
        return owner.get(project + "/features").json().path("blocks").values().stream()
                .filter(block -> block.path("refused").isNull())
                .map(block -> block.path("key").asString())
                .toList();
    }

    @Test
    void what_labels_come_from_is_never_offered_as_features() throws Exception {
        String pictures = project("pictures");
        job(
                pictures,
                "imports",
                upload(pictures, Map.of("cat/1.png", png(9, 9, Color.RED), "dog/1.png", png(9, 9, Color.BLUE))));
        assertThat(offered(pictures)).contains("thumbnail", "column:width").doesNotContain("column:folder");

        String rows = project("rows");
        StringBuilder table = new StringBuilder("id,length,stars,colour\n");
        for (int i = 0; i < 40; i++) {
            table.append("r%d,%d,%d,%s\n".formatted(i, i, i % 3, i % 2 == 0 ? "red" : "blue"));
        }
        job(rows, "imports", upload(rows, Map.of("rows.csv", text(table.toString()))));
        assertThat(offered(rows)).contains("column:stars", "column:colour", "imported:numbers");
        String take = "\"column\":\"%s\",\"mapping\":{\"red\":\"red\",\"1\":\"one\"},\"trust\":\"trusted\"";
        assertThat(job(rows, "start", take.formatted("colour")).path("state").asString())
                .isEqualTo("done");
        assertThat(offered(rows)).contains("column:stars", "imported:numbers").doesNotContain("column:colour");
        assertThat(choose(rows, "column:colour").status()).isEqualTo(400);

        Answer built = choose(rows, "imported:numbers");
        server.app().jobs().await(built.json().path("id").asString());
        Answer refused = owner.post(rows + "/start", "{%s}".formatted(take.formatted("stars")));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.detail()).startsWith("Models look at the column (stars), and would read off labels");
        server.app()
                .jobs()
                .await(choose(rows, "column:length").json().path("id").asString());
        job(rows, "start", take.formatted("stars"));
        assertThat(offered(rows)).containsExactly("column:length");
    }

    private Answer choose(String project, String key) {
        return owner.send(
                "PUT",
                project + "/features",
                "{\"blocks\":[{\"key\":\"%s\",\"scaled\":true}]}".formatted(key),
                "X-Quarry",
                "1");
    }

    @Test
    void projects_are_renamed_put_away_and_made_of_samples() {
        String project = project("texts");
        Answer renamed = owner.send("PATCH", project, "{\"name\":\" Cats \"}", "X-Quarry", "1");
        assertThat(renamed.json().path("name").asString()).isEqualTo("Cats");
        assertThat(owner.send("PATCH", project, "{\"archived\":true}", "X-Quarry", "1")
                        .json()
                        .path("archived")
                        .asBoolean())
                .isTrue();
        assertThat(owner.get(project).json().path("model").path("state").asString())
                .isEqualTo("none");
        for (String name : List.of("shapes", "texts", "rows")) {
            Answer made = owner.post("/api/v1/samples", "{\"name\":\"%s\"}".formatted(name));
            assertThat(made.status()).as(made.detail()).isEqualTo(201);
            assertThat(made.json().path("items").asInt()).isEqualTo(300);
            String path = "/api/v1/projects/" + made.json().path("id").asString();
            assertThat(owner.get(path + "/classes").json().size()).isGreaterThan(2);
            assertThat(owner.get(path + "/items/299").status()).isEqualTo(200);
            List<String> classes = owner.get(path + "/classes").json().values().stream()
                    .map(one -> one.path("name").asString())
                    .toList();
            for (int row = 0; row < 300; row += 50) {
                JsonNode item = owner.get(path + "/items/" + row).json();
                assertThat(item.path("name").asString()).doesNotContain(classes);
                assertThat(classes)
                        .as("the truth stands beside it")
                        .contains(item.path("answers")
                                .path(Map.of("shapes", "shape", "texts", "topic", "rows", "fruit")
                                        .getOrDefault(name, ""))
                                .asString());
            }
            assertThat(offered(path)).doesNotContain("column:shape", "column:topic", "column:fruit", "column:folder");
        }
        assertThat(owner.post("/api/v1/samples", "{\"name\":\"x\"}").status()).isEqualTo(404);
    }

    @Test
    void what_came_with_the_data_is_remembered_for_the_labels_to_start_with() throws IOException {
        String project = project("texts");
        job(project, "imports", upload(project, Map.of("a.csv", text("text,label\na b,x\nc d,y\n"))));
        String id = project.replaceFirst(".*/", "");
        StringBuilder setting = new StringBuilder();
        server.log().each(id, 0, event -> {
            if (event.fact() instanceof Fact.SettingChanged said) {
                setting.append(said.value());
            }
        });
        assertThat(setting.toString()).isEqualTo("{\"labels\":{\"label\":[\"x\",\"y\"]},\"source\":\"upload\"}");
    }
}
