package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.media.WebPs;
import dev.quarry.server.web.Client.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Files that nobody should send: each gets its one sentence, nothing of them becomes an item, the server lives on. */
class BadUploadTest {

    @TempDir
    static Path data;

    private static Server server;
    private static Client owner;

    @BeforeAll
    static void start() throws IOException {
        server = Server.start(Settings.local(data).withPort(0));
        owner = Client.owner(server);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    /** A file, the kind of project it is sent to, and a part of what is said about it. */
    @SuppressWarnings("ArrayRecordComponent") // a row of the table of files, never compared
    record Bad(String kind, String name, byte[] bytes, String said) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Bad> corpus() throws IOException {
        byte[] png = png();
        List<Bad> all = new ArrayList<>();
        all.add(new Bad("pictures", "bomb.zip", bomb(), "more than (100) times as large as it is"));
        all.add(new Bad("pictures", "slip.zip", zip("../../evil.png", png), "leads out of its folder"));
        all.add(new Bad("pictures", "root.zip", zip("/etc/evil.png", png), "begins at the root of a disk"));
        all.add(new Bad("pictures", "drive.zip", zip("C:\\evil.png", png), "begins at the root of a disk"));
        all.add(new Bad(
                "pictures", "share.zip", zip("\\\\host\\share\\evil.png", png), "begins at the root of a disk"));
        all.add(new Bad("pictures", "stream.zip", zip("a.png:hidden", png), "holds a colon"));
        all.add(new Bad("pictures", "nul.zip", zip("a\0.png", png), "holds a NUL character"));
        all.add(new Bad("pictures", "nested.zip", zip("inner.zip", zip("a.png", png)), "an archive inside an archive"));
        all.add(new Bad("pictures", "link.zip", link(), "a link to another file"));
        all.add(new Bad("pictures", "torn.zip", Arrays.copyOf(zip("a.png", png), 60), "cannot be read"));
        all.add(new Bad("pictures", "short.png", Arrays.copyOf(png, png.length - 20), "is cut short"));
        all.add(new Bad("pictures", "huge.png", hugePng(), "more than (100) million"));
        all.add(new Bad("pictures", "huge.webp", WebPs.huge(), "more than (100) million"));
        all.add(new Bad("pictures", "hiding.webp", WebPs.hiding(), "holds a frame of more than (100) million"));
        all.add(new Bad("pictures", "short.webp", Arrays.copyOf(WebPs.of("lossy"), 600), "is cut short"));
        all.add(new Bad("pictures", "torn.webp", text("RIFF....WEBP"), "cannot be decoded"));
        all.add(new Bad(
                "pictures",
                "phone.heic",
                text("....ftypheic...."),
                "is of a kind (image/heif) that is not read. Maybe convert it to JPEG or PNG."));
        all.add(new Bad("pictures", "drawing.png", text("<svg><script>alert(1)</script></svg>"), "image/svg+xml"));
        all.add(new Bad("pictures", "page.jpg", text("<html><script>alert(1)</script>"), "is no picture"));
        all.add(new Bad("pictures", "paper.pdf", text("%PDF-1.7"), "of a kind that is not read"));
        all.add(new Bad("pictures", "empty.png", new byte[0], "is empty"));
        all.add(new Bad("pictures", "<img src=x onerror=alert(1)>.png", text("no"), "is no picture"));
        all.add(new Bad("pictures", "photo\u202Egnp.exe.png", text("no"), "photo\uFFFDgnp.exe.png"));
        all.add(new Bad(
                "texts", "ragged.csv", text("id,text\n1,a,b,c\n2\n"), "It has (4) values but there are (2) columns"));
        all.add(new Bad("texts", "nul.csv", text("id,text\n1,a\0b\n"), "holds a NUL character"));
        all.add(new Bad("texts", "long.csv", longLine(), "more than (1048576) characters"));
        all.add(new Bad(
                "texts",
                "latin.csv",
                "id,text\n1,Stra\u00DFe\n".getBytes(StandardCharsets.ISO_8859_1),
                "not of its character set"));
        all.add(new Bad("texts", "quote.csv", text("id,text\n1,\"open\n"), "is never closed"));
        all.add(new Bad("texts", "broken.jsonl", text("{\"text\": \"a\"\n"), "no JSON that can be read"));
        all.add(new Bad(
                "texts",
                "deep.jsonl",
                text("{\"text\":" + "[".repeat(500) + "]".repeat(500) + "}\n"),
                "no JSON that can be read"));
        all.add(new Bad("texts", "list.json", text("[1, 2"), "no JSON that can be read, after item (1)"));
        all.add(new Bad("texts", "long.txt", longLine(), "more than (1048576) bytes"));
        all.add(new Bad(
                "texts",
                "latin.txt",
                "Stra\u00DFe".getBytes(StandardCharsets.ISO_8859_1),
                "bytes that are not (UTF-8)"));
        all.add(new Bad("texts", "rubbish.parquet", text("PAR1 this is none PAR1"), "is not read as Parquet"));
        all.add(new Bad("texts", "none.csv", new byte[0], "is empty"));
        all.add(new Bad("rows", "wrong.npy", text("\u0093NUMPY but not really"), "no array that numpy saves"));
        all.add(new Bad("rows", "empty.npy", new byte[0], "no array that numpy saves"));
        return all;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] longLine() {
        byte[] line = new byte[100 << 20];
        Arrays.fill(line, (byte) 'a');
        return line;
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    /** A picture whose header says 60,000 × 60,000. */
    private static byte[] hugePng() throws IOException {
        byte[] png = png();
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        return png;
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("zeros.png"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                zip.write(zeros);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] link() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("link.png");
            entry.setUnixMode(0120777);
            zip.putArchiveEntry(entry);
            zip.write(text("/etc/passwd"));
            zip.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static String project(String kind) {
        return "/api/v1/projects/"
                + owner.post("/api/v1/projects", "{\"name\":\"Bad\",\"kind\":\"%s\"}".formatted(kind))
                        .json()
                        .path("id")
                        .asString();
    }

    private static String upload(String project) {
        return owner.post(project + "/uploads", "").json().path("id").asString();
    }

    private static Answer send(String project, String upload, String name, byte[] bytes) {
        return owner.put(
                "%s/uploads/%s/files?name=%s"
                        .formatted(project, upload, URLEncoder.encode(name, StandardCharsets.UTF_8)),
                bytes);
    }

    private static JsonNode job(String project, String what, String upload) {
        Answer asked = owner.post("%s/%s".formatted(project, what), "{\"upload\":\"%s\"}".formatted(upload));
        String id = asked.json().path("id").asString();
        while (true) {
            JsonNode job = owner.get("%s/jobs/%s".formatted(project, id)).json();
            if (!List.of("waiting", "running").contains(job.path("state").asString())) {
                return job;
            }
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void each_bad_file_gets_its_sentence_and_nothing_becomes_an_item(Bad bad) {
        String project = project(bad.kind);
        String upload = upload(project);
        Answer sent = send(project, upload, bad.name, bad.bytes);
        assertThat(sent.status()).as(sent.detail()).isEqualTo(200);

        JsonNode preview = job(project, "previews", upload);
        assertThat(preview.path("state").asString()).as(preview.toString()).isEqualTo("done");
        JsonNode result = preview.path("result");
        assertThat(result.path("items").asInt()).as(result.toString()).isZero();
        JsonNode first = result.path("skipped").path("first");
        assertThat(first).as(result.toString()).isNotEmpty();
        assertThat(first.get(0).path("where").asString() + ": "
                        + first.get(0).path("why").asString())
                .contains(bad.said)
                .doesNotContain("Exception", "dev.quarry", data.toString());

        JsonNode imported = job(project, "imports", upload);
        assertThat(imported.path("state").asString()).isEqualTo("failed");
        assertThat(imported.path("failure").asString()).contains("Nothing here becomes an item");
        assertThat(owner.get(project).json().path("items").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a.png",
                "/a.png",
                "C:/a.png",
                "a/../../b.png",
                "a\\..\\b.png",
                "a.png:b",
                "a\0.png",
                "",
                " /a",
                "//h/s/a.png"
            })
    void a_name_that_leads_elsewhere_is_refused(String name) {
        String project = project("pictures");
        Answer sent = send(project, upload(project), name, text("x"));
        assertThat(sent.status()).isEqualTo(400);
        assertThat(sent.detail()).contains("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "A.png"})
    void a_name_comes_once_whatever_its_case(String name) {
        String project = project("pictures");
        String upload = upload(project);
        assertThat(send(project, upload, "a.PNG", text("x")).status()).isEqualTo(200);
        Answer second = send(project, upload, name, text("x"));
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.detail()).isEqualTo("There is a file (a.PNG) in this upload already.");
    }
}
