package dev.quarry.server.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Npy;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.item.Item;
import dev.quarry.server.store.Folders;
import dev.quarry.server.upkeep.Rebuilding.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildingTest {

    @TempDir
    Path data;

    private void make() throws IOException {
        try (Installation installation = Installation.open(data, null)) {
            installation.items().append("p", List.of(item(0), item(1), item(2)));
            installation.log().act("ana", pen -> {
                pen.write("p", new Fact.ProjectCreated("Pets", "texts"));
                pen.write("p", new Fact.ItemsAdded(0, 3, "pets.csv"));
                pen.write("p", new Fact.ClassAdded(0, "cat", "#aa0000", null));
                pen.write("p", new Fact.ClassAdded(1, "dog", "#aa0000", null));
                return 0;
            });
            for (int row = 0; row < 3; row++) {
                int one = row;
                installation.log().act("ana", pen -> {
                    pen.write("p", new Fact.Labelled(one, one % 2, Provenance.HUMAN, 0, -1, "single", 5));
                    return 0;
                });
            }
            installation.log().act("quarry", pen -> {
                pen.write("p", new Fact.Trained(1, "random-forest", 3, 7, "f", 10));
                return 0;
            });
            installation.note("ana", "made");
        }
    }

    private static Item item(int row) {
        return new Item(row, 100 + row, "item %d".formatted(row), "text", null, null, Map.of());
    }

    private void write(Path file, float[]... rows) throws IOException {
        Files.createDirectories(file.getParent());
        Npy.write(file, FloatMatrix.of(rows));
    }

    private Report rebuild(boolean change) throws IOException {
        try (Installation installation = Installation.open(data, null)) {
            return Rebuilding.of(installation, change);
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("quarry.db"));
                Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    @Test
    void what_is_derived_anew_is_what_the_app_shows_and_what_fits_stays() throws IOException {
        make();
        Folders folders = new Folders(data);
        Path fits = folders.predictions("p").resolve("1.npy");
        write(fits, new float[] {1, 0}, new float[] {0, 1}, new float[] {1, 0});
        Report report = rebuild(true);
        assertThat(report.events()).isEqualTo(9);
        assertThat(report.projects()).isEqualTo(1);
        assertThat(report.wrong()).isEmpty();
        assertThat(report.unfit()).isEmpty();
        assertThat(fits).exists();
    }

    @Test
    void files_that_do_not_fit_the_log_are_found_by_a_check_and_removed_by_a_rebuild() throws IOException {
        make();
        Folders folders = new Folders(data);
        Path ofNoModel = folders.predictions("p").resolve("2.npy");
        write(ofNoModel, new float[] {1, 0});
        Path tooLong = folders.predictions("p").resolve("1.npy");
        write(tooLong, new float[] {1, 0}, new float[] {1, 0}, new float[] {1, 0}, new float[] {1, 0});
        Path features = folders.features("p").resolve("current.json");
        Files.createDirectories(features.getParent());
        Files.writeString(features, "{\"fingerprint\":\"gone\",\"names\":[\"a\"]}");
        Path ofNoProject = folders.predictions("q").resolve("1.npy");
        write(ofNoProject, new float[] {1});
        Path upload = folders.uploads("q").resolve("cat.txt");
        Files.createDirectories(upload.getParent());
        Files.writeString(upload, "cat");
        Report check = rebuild(false);
        assertThat(check.unfit()).containsExactlyInAnyOrder(ofNoModel, tooLong, features, folders.predictions("q"));
        assertThat(check.unfit()).allSatisfy(file -> assertThat(file).exists());
        assertThat(rebuild(true).unfit()).isEqualTo(check.unfit());
        assertThat(check.unfit()).allSatisfy(file -> assertThat(file).doesNotExist());
        assertThat(upload).exists();
        assertThat(rebuild(false).unfit()).isEmpty();
    }

    @Test
    void items_that_the_log_speaks_of_and_nobody_has_are_named() throws Exception {
        make();
        sql("DELETE FROM item WHERE item = 1");
        assertThat(rebuild(false).wrong())
                .containsExactly("The project (p) has (3) items by its log, but the item (1) is missing.");
    }

    @Test
    void an_event_that_was_changed_is_named() throws Exception {
        make();
        sql("UPDATE event SET actor = 'eve' WHERE seq = 6");
        assertThatThrownBy(() -> rebuild(false)).hasMessageContaining("does not add up at event (6)");
    }
}
