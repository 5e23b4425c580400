package dev.quarry.server.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.store.Database;
import dev.quarry.server.store.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {

    private final Project project = new Project("p");
    private long seq;

    private void happen(String by, Fact... facts) {
        long act = seq + 1;
        for (Fact fact : facts) {
            project.apply(new Event(++seq, "p", act, Instant.ofEpochMilli(1000 * seq), by, fact, ""));
        }
    }

    private static Fact label(int row, int label) {
        return new Fact.Labelled(row, label, Provenance.HUMAN, 0, -1, "single", 0);
    }

    private void begin() {
        happen(
                "ana",
                new Fact.ProjectCreated("Pets", "pictures"),
                new Fact.ItemsAdded(0, 5, "pets.zip"),
                new Fact.ClassAdded(0, "cat", "#aa0000", "1"),
                new Fact.ClassAdded(1, "dog", "#00aa00", "2"));
    }

    @Test
    void labels_are_the_last_thing_that_was_said() {
        begin();
        happen("ana", label(2, 0));
        happen("ben", label(2, 1));
        happen("ana", new Fact.Judged(3, Fact.Verdict.UNSURE, 0, "single", 10));
        assertThat(project.item(2).label()).isEqualTo(1);
        assertThat(project.item(2).by()).isEqualTo("ben");
        assertThat(project.item(2).at()).isEqualTo(Instant.ofEpochMilli(6000));
        assertThat(project.item(2).version()).isEqualTo(6);
        assertThat(project.item(3).verdict()).isEqualTo(Fact.Verdict.UNSURE);
        assertThat(project.labelled()).containsExactly(2);
        assertThat(project.open()).containsExactly(0, 1, 4);
        happen("ana", new Fact.Cleared(2));
        assertThat(project.item(2).isOpen()).isTrue();
        assertThatThrownBy(() -> project.item(5)).hasMessageContaining("no item (5): it has (5)");
    }

    @Test
    void an_act_is_taken_back_and_done_again_as_a_whole() {
        begin();
        happen("ana", label(1, 0));
        happen("ana", label(0, 1), label(1, 1), new Fact.Flagged(2, true));
        happen("ana", new Fact.Noted(1, "blurred"));
        happen("ana", new Fact.Undone(6, true));
        assertThat(project.item(0).isOpen()).isTrue();
        assertThat(project.item(1).label()).isZero();
        assertThat(project.item(1).note()).isEqualTo("blurred");
        assertThat(project.item(2).flagged()).isFalse();
        assertThat(project.item(1).version()).isEqualTo(10);
        assertThat(project.touchedBy(6)).containsExactlyInAnyOrder(0, 1, 2);
        happen("ana", new Fact.Undone(6, false));
        assertThat(project.item(0).label()).isEqualTo(1);
        assertThat(project.item(1).label()).isEqualTo(1);
        assertThat(project.item(2).flagged()).isTrue();
    }

    @Test
    void many_labels_at_once_are_one_act() {
        begin();
        happen("ana", label(4, 0));
        happen("zero-shot", new Fact.LabelledMany(List.of(4, 0), List.of(1, 1), Provenance.WEAK, "import"));
        assertThat(project.item(4).provenance()).isEqualTo(Provenance.WEAK);
        assertThat(project.labelled()).containsExactly(0, 4);
        happen("ana", new Fact.Undone(6, true));
        assertThat(project.item(4).label()).isZero();
        assertThat(project.labelled()).containsExactly(4);
    }

    @Test
    void a_retired_class_gives_its_items_to_another_or_to_none() {
        begin();
        happen("ana", new Fact.ClassAdded(2, "puppy", "#0000aa", "3"));
        happen("ana", label(0, 2), label(1, 1));
        happen("ana", new Fact.ClassRetired(2, 1));
        assertThat(project.item(0).label()).isEqualTo(1);
        happen("ana", new Fact.ClassRetired(1, null));
        assertThat(project.item(0).isLabelled()).isFalse();
        assertThat(project.labelled()).isEmpty();
        assertThat(project.classes()).extracting(LabelClass::retired).containsExactly(false, true, true);
    }

    @Test
    void the_model_in_charge_is_the_last_one_or_the_one_that_was_restored() {
        begin();
        assertThat(project.model()).isEmpty();
        happen("quarry", new Fact.Trained(1, "random-forest", 20, 4, "hog", 80));
        happen("quarry", new Fact.Trained(2, "random-forest", 30, 6, "hog", 90));
        assertThat(project.model())
                .hasValueSatisfying(model -> assertThat(model.number()).isEqualTo(2));
        happen("ana", new Fact.ModelRestored(1));
        assertThat(project.model())
                .hasValueSatisfying(model -> assertThat(model.labels()).isEqualTo(20));
    }

    @Test
    void what_was_kept_up_to_date_equals_what_is_derived_anew(@TempDir Path folder) throws IOException {
        Projects projects = new Projects();
        try (Database database = Database.embedded(folder);
                EventLog log = new EventLog(database, Clock.systemUTC(), projects)) {
            projects.from((id, visitor) -> log.each(id, 0, visitor));
            log.act("ana", pen -> {
                pen.write("p", new Fact.ProjectCreated("Pets", "texts"));
                pen.write("p", new Fact.ItemsAdded(0, 200, "pets.csv"));
                pen.write("p", new Fact.ClassAdded(0, "cat", "#aa0000", null));
                pen.write("p", new Fact.ClassAdded(1, "dog", "#00aa00", null));
                return 0;
            });
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 500; i++) {
                int row = random.nextInt(200);
                Fact fact = switch (random.nextInt(6)) {
                    case 0 -> new Fact.Judged(row, Fact.Verdict.SKIPPED, 0, "grid", 1);
                    case 1 -> new Fact.Noted(row, "note %d".formatted(row));
                    case 2 -> new Fact.Undone(5 + random.nextInt(1 + i), random.nextBoolean());
                    default -> label(row, random.nextInt(2));
                };
                log.act("ben", pen -> {
                    pen.write("p", fact);
                    return 0;
                });
                if (i % 100 == 0) {
                    assertThat(projects.derive("p")).isEqualTo(projects.get("p"));
                }
            }
            assertThat(projects.derive("p")).isEqualTo(projects.get("p"));
            assertThat(projects.get("p").labelled()).hasSizeGreaterThan(50);
            assertThatThrownBy(() -> projects.get("q")).hasMessage("There is no project (q).");
        }
    }
}
