package dev.quarry.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.server.event.Fact;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.job.Progress;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Projects;
import dev.quarry.server.store.AllowedFolders;
import dev.quarry.server.store.Database;
import dev.quarry.server.store.EventLog;
import dev.quarry.server.store.Folders;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {

    private static final Bounds SMALL = new Bounds(5_000, 12_000, 6, 10, 100, 400, 5, 10, 0);

    @TempDir
    Path data;

    private Database database;
    private EventLog log;
    private Projects projects;
    private Folders folders;
    private ItemTable items;

    @BeforeEach
    void open() throws IOException {
        database = Database.embedded(data);
        projects = new Projects();
        log = new EventLog(database, Clock.systemUTC(), projects);
        projects.from((id, visitor) -> log.each(id, 0, visitor));
        folders = new Folders(data);
        items = new ItemTable(database.jdbi());
    }

    @AfterEach
    void close() throws IOException {
        log.close();
        database.close();
    }

    private Project project(String kind) {
        log.act("me", pen -> {
            pen.write("p", new Fact.ProjectCreated("P", kind));
            return kind;
        });
        return projects.get("p");
    }

    private Intake intake(Uploads uploads, Bounds bounds) {
        return new Intake(folders, new AllowedFolders(List.of()), uploads, items, log, bounds);
    }

    /** Hears everything and does something at a word. */
    private record At(String word, Runnable act) implements Progress {
        @Override
        public void at(double done, String doing) {
            if (doing.contains(word)) {
                act.run();
            }
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    }

    private static final Progress QUIET = new At("nothing of that kind", () -> {});

    private static InputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] png(int shade) throws IOException {
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, shade);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    private static Upload pictures(Uploads uploads, int count) throws IOException {
        Upload upload = uploads.begin("p");
        for (int i = 0; i < count; i++) {
            upload.add("%03d.png".formatted(i), -1, in(png(i + 1)));
        }
        return upload;
    }

    @Test
    void an_import_that_breaks_off_leaves_nothing_and_works_the_next_time() throws IOException {
        Project project = project("pictures");
        Uploads uploads = new Uploads(folders, Bounds.USUAL);
        Intake intake = intake(uploads, Bounds.USUAL);
        Source source = new Source(pictures(uploads, 250).standing().id(), null);
        Progress stopping = new At("100 of 250 items", () -> {
            throw new CancellationException("stop");
        });
        assertThatThrownBy(() -> intake.take(project, source, Reading.GUESSED, "me", stopping))
                .isInstanceOf(CancellationException.class);
        assertThat(project.size()).isZero();
        assertThat(folders.uploads("p"))
                .satisfiesAnyOf(
                        folder -> assertThat(folder).doesNotExist(),
                        folder -> assertThat(folder).isEmptyDirectory());
        Imported imported = intake.take(project, source, Reading.GUESSED, "me", QUIET);
        assertThat(imported.imported()).isEqualTo(250);
        assertThat(project.size()).isEqualTo(250);
        assertThat(items.get("p", 249).name()).isEqualTo("249.png");
        assertThat(folders.uploads("p")
                        .resolve(String.valueOf(items.get("p", 249).content())))
                .hasBinaryContent(png(250));
    }

    @Test
    void items_that_another_added_meanwhile_are_not_overwritten() throws IOException {
        Project project = project("pictures");
        Uploads uploads = new Uploads(folders, Bounds.USUAL);
        Source source = new Source(pictures(uploads, 120).standing().id(), null);
        Progress busy = new At(
                "100 of 120 items",
                () -> log.act("other", pen -> {
                    pen.write("p", new Fact.ItemsAdded(0, 1, "elsewhere"));
                    return 0;
                }));
        assertThatThrownBy(() -> intake(uploads, Bounds.USUAL).take(project, source, Reading.GUESSED, "me", busy))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Somebody else added items meanwhile");
        assertThat(project.size()).isEqualTo(1);
    }

    @Test
    void a_look_changes_nothing() throws IOException {
        Project project = project("texts");
        Uploads uploads = new Uploads(folders, Bounds.USUAL);
        Upload upload = uploads.begin("p");
        upload.add("a.txt", -1, in("one\ntwo\n".getBytes(StandardCharsets.UTF_8)));
        long version = project.version();
        Preview preview = intake(uploads, Bounds.USUAL)
                .preview(project, new Source(upload.standing().id(), null), Reading.GUESSED, QUIET);
        assertThat(preview.items()).isEqualTo(2);
        assertThat(project.version()).isEqualTo(version);
        assertThat(items.list("p", List.of(0, 1))).isEmpty();
    }

    @Test
    void the_same_content_is_left_out_where_that_is_wanted() throws IOException {
        Project project = project("texts");
        Uploads uploads = new Uploads(folders, Bounds.USUAL);
        Upload upload = uploads.begin("p");
        upload.add("a.txt", -1, in("one\ntwo\none\n".getBytes(StandardCharsets.UTF_8)));
        Reading once = new Reading(null, null, null, true);
        Imported imported = intake(uploads, Bounds.USUAL)
                .take(project, new Source(upload.standing().id(), null), once, "me", QUIET);
        assertThat(imported.sentence()).isEqualTo("2 imported, 1 skipped.");
    }

    @Test
    void an_upload_has_bounds() throws IOException {
        Uploads uploads = new Uploads(folders, SMALL);
        Upload upload = uploads.begin("p");
        assertThatThrownBy(() -> upload.add("large.bin", 5_001, in(new byte[0])))
                .hasMessageContaining("A file may have");
        assertThatThrownBy(() -> upload.add("large.bin", -1, in(new byte[5_001])))
                .hasMessageContaining("A file may have");
        assertThatThrownBy(() -> upload.add("short.bin", 10, in(new byte[5])))
                .hasMessage("The file (short.bin) was announced with (10) bytes, but (5) arrived.");
        assertThat(upload.standing().bytes()).isEqualTo(0);
        upload.add("a", -1, in(new byte[5_000]));
        upload.add("b", -1, in(new byte[5_000]));
        assertThatThrownBy(() -> upload.add("c", -1, in(new byte[5_000]))).hasMessageContaining("an upload");
        for (String name : List.of("d", "e", "f", "g")) {
            upload.add(name, -1, in(new byte[1]));
        }
        assertThatThrownBy(() -> upload.add("h", -1, in(new byte[1])))
                .hasMessage("An upload may have (6) files. Maybe send them as one zip, or use a folder of the server.");
        try (var files = Files.list(upload.folder())) {
            assertThat(files.count()).isEqualTo(6);
        }
        uploads.discard("p", upload.standing().id());
        assertThat(upload.folder()).doesNotExist();
        assertThatThrownBy(() -> uploads.get("p", upload.standing().id())).hasMessageContaining("There is no upload");
    }

    @Test
    void an_upload_belongs_to_its_project() throws IOException {
        Uploads uploads = new Uploads(folders, SMALL);
        String id = uploads.begin("p").standing().id();
        assertThatThrownBy(() -> uploads.get("q", id)).hasMessageContaining("There is no upload");
    }

    @Test
    void what_an_archive_says_of_itself_is_not_believed() throws IOException {
        Project project = project("pictures");
        Uploads uploads = new Uploads(folders, Bounds.USUAL);
        Upload upload = uploads.begin("p");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("A.png", "a.png", "b/c.png")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(png(name.hashCode()));
            }
        }
        upload.add("a.zip", -1, in(bytes.toByteArray()));
        Source source = new Source(upload.standing().id(), null);
        Preview preview = intake(uploads, Bounds.USUAL).preview(project, source, Reading.GUESSED, QUIET);
        assertThat(preview.items()).isEqualTo(2);
        assertThat(preview.skipped().first().getFirst().why()).isEqualTo("The zip (a.zip) has a file (A.png) already.");
        Bounds few = new Bounds(5_000, 12_000, 2, 10, 100, 400, 5, 10, 0);
        Preview none = intake(uploads, few).preview(project, source, Reading.GUESSED, QUIET);
        assertThat(none.skipped().first().getFirst().why())
                .isEqualTo("The zip (a.zip) has (3) entries, more than (2).");
    }

    @Test
    void what_a_system_does_not_show_is_shown() {
        assertThat(SafeName.clean("a\u202Eb\u0007c")).isEqualTo("a\uFFFDb\uFFFDc");
        assertThat(SafeName.of("a/b\\c.png")).isEqualTo("a/b/c.png");
        assertThat(SafeName.isPassedOver("a/.git/b")).isTrue();
        assertThat(SafeName.isPassedOver("a/b.png")).isFalse();
    }
}
