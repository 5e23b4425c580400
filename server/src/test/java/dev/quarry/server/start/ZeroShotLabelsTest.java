package dev.quarry.server.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.item.Item;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.job.Progress;
import dev.quarry.server.media.Contents;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Projects;
import dev.quarry.server.start.ZeroShotLabels.Wanted;
import dev.quarry.server.store.Database;
import dev.quarry.server.store.EventLog;
import dev.quarry.server.store.Folders;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZeroShotLabelsTest {

    private static final Progress QUIET = new Progress() {
        @Override
        public void at(double done, String doing) {
            // nobody looks
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    @TempDir
    Path data;

    private Database database;
    private EventLog log;
    private Projects projects;
    private ZeroShotLabels labels;

    @BeforeEach
    void open() throws IOException {
        database = Database.embedded(data);
        projects = new Projects();
        log = new EventLog(database, Clock.systemUTC(), projects);
        projects.from((id, visitor) -> log.each(id, 0, visitor));
        ItemTable items = new ItemTable(database.jdbi());
        Folders folders = new Folders(data);
        labels = new ZeroShotLabels(items, new Contents(folders, List.of()), new StartLabels(items, log));
        Networks.write(data.resolve("models"));
        int[] colours = {0xFF0000, 0x0000FF, 0x00FF00, 0xFF1010, 0};
        items.append(
                "p",
                IntStream.range(0, colours.length)
                        .mapToObj(row ->
                                new Item(row, row, "picture", "%d.png".formatted(row), Item.UPLOADS, null, Map.of()))
                        .toList());
        Path uploads = Files.createDirectories(folders.uploads("p"));
        Files.write(uploads.resolve("4.png"), new byte[] {1, 2, 3}); // is no picture
        for (int row = 0; row < 3; row++) { // 3 is not there
            BufferedImage picture = new BufferedImage(6, 5, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < 30; i++) {
                picture.setRGB(i % 6, i / 6, colours[row]);
            }
            ImageIO.write(
                    picture, "png", uploads.resolve("%d.png".formatted(row)).toFile());
        }
        log.act("ana", pen -> {
            pen.write("p", new Fact.ProjectCreated("Colours", "pictures"));
            pen.write("p", new Fact.ItemsAdded(0, colours.length, "test"));
            pen.write("p", new Fact.ClassAdded(0, "red", "#dd0000", "1"));
            pen.write("p", new Fact.ClassAdded(1, "green", "#007722", "2"));
            pen.write("p", new Fact.ClassAdded(2, "blue", "#1177cc", "3"));
            return 0;
        });
    }

    @AfterEach
    void close() throws IOException {
        log.close();
        database.close();
    }

    private Wanted wanted(String pictures) {
        Path networks = data.resolve("models");
        return new Wanted(
                networks.resolve(pictures).toString(),
                networks.resolve("texts.onnx").toString(),
                networks.resolve("tokenizer.json").toString(),
                "a {} thing",
                0.5);
    }

    @Test
    void pictures_get_the_class_whose_sentence_is_nearest_as_weak_labels() throws IOException {
        Project project = projects.get("p");
        StartLabels.Outcome outcome =
                labels.ready(project, wanted("images.onnx")).run("ana", QUIET);
        assertThat(outcome.labelled()).isEqualTo(3);
        assertThat(IntStream.range(0, 5).map(row -> project.item(row).label())).containsExactly(0, 2, 1, -1, -1);
        assertThat(project.item(0).provenance()).isEqualTo(Provenance.WEAK);
    }

    @Test
    void files_are_read_from_allowed_folders_alone() throws IOException {
        Project project = projects.get("p");
        Path outside =
                Files.write(Files.createDirectories(data.resolve("other")).resolve("images.onnx"), new byte[1]);
        Files.createSymbolicLink(data.resolve("models").resolve("link.onnx"), outside);
        for (String file : List.of("../other/images.onnx", "link.onnx", "missing.onnx", outside.toString())) {
            assertThatThrownBy(() -> labels.ready(project, wanted(file)))
                    .as(file)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> labels.ready(project, wanted("../other/images.onnx")))
                .hasMessageContaining("There is no file (")
                .hasMessageContaining("in a folder that Quarry may read. Maybe put it below (");
    }

    @Test
    void it_is_offered_only_where_it_can_work() throws IOException {
        Project project = projects.get("p");
        assertThat(ZeroShotLabels.impossible(project)).isEmpty();
        assertThat(labels.files())
                .extracting(file -> String.valueOf(Path.of(file).getFileName()))
                .containsExactly("images.onnx", "texts.onnx", "tokenizer.json");
        log.act("ana", pen -> {
            pen.write("p", new Fact.ClassRetired(0, null));
            pen.write("p", new Fact.ClassRetired(1, null));
            return 0;
        });
        assertThat(ZeroShotLabels.impossible(project).orElseThrow()).contains("there are fewer than two");
        assertThatThrownBy(() -> labels.ready(project, wanted("images.onnx")))
                .isInstanceOf(IllegalStateException.class);
    }
}
