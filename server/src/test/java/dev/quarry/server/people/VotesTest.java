package dev.quarry.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.people.Relabelling.Suggestion;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Vote;
import dev.quarry.server.store.Folders;
import dev.quarry.server.teach.PredictionStore;
import dev.quarry.server.teach.Predictions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VotesTest {

    private final Project project = new Project("p");
    private long seq;

    @BeforeEach
    void begin() {
        happen("ana", new Fact.ProjectCreated("Pets", "texts"));
        happen("ana", new Fact.ItemsAdded(0, 1000, "pets.csv"));
        happen("ana", new Fact.ClassAdded(0, "cat", "#aa0000", null));
        happen("ana", new Fact.ClassAdded(1, "dog", "#00aa00", null));
        happen("ana", new Fact.ClassAdded(2, "puppy", "#0000aa", null));
    }

    private long happen(String by, Fact fact) {
        long act = ++seq;
        project.apply(new Event(act, "p", act, Instant.ofEpochMilli(1000 * act), by, fact, ""));
        return act;
    }

    private long label(String by, int row, int label) {
        return happen(by, new Fact.Labelled(row, label, Provenance.HUMAN, 0, -1, "single", 0));
    }

    private List<String> votes(int row) {
        return project.votes(row).stream()
                .map(vote -> "%s %d".formatted(vote.by(), vote.label()))
                .toList();
    }

    @Test
    void each_person_has_one_vote_their_last_word_that_stands() {
        label("ana", 3, 0);
        label("ben", 3, 1);
        long second = label("ana", 3, 1);
        assertThat(votes(3)).containsExactly("ana 1", "ben 1");
        happen("ana", new Fact.Undone(second, true));
        assertThat(votes(3)).containsExactly("ana 0", "ben 1");
        happen("ben", new Fact.Judged(3, Fact.Verdict.UNSURE, 0, "single", 1));
        assertThat(votes(3)).containsExactly("ana 0");
        happen("rule", new Fact.LabelledMany(List.of(3, 4), List.of(1, 1), Provenance.WEAK, "import"));
        assertThat(votes(3)).containsExactly("ana 0");
        assertThat(votes(4)).isEmpty();
        happen("ben", new Fact.Labelled(3, 1, Provenance.IMPLICIT, 2, 1, "grid", 0));
        assertThat(project.votes(3).getLast().provenance()).isEqualTo(Provenance.IMPLICIT);
        happen("ana", new Fact.Cleared(3));
        assertThat(project.votes()).isEmpty();
    }

    @Test
    void a_vote_for_a_class_that_was_merged_is_one_for_the_class_it_became() {
        label("ana", 0, 2);
        label("ben", 0, 1);
        assertThat(Disagreement.of(project)).hasSize(1);
        happen("ana", new Fact.ClassRetired(2, 1));
        assertThat(votes(0)).containsExactly("ana 1", "ben 1");
        assertThat(Disagreement.of(project)).isEmpty();
        happen("ana", new Fact.ClassRetired(1, null));
        assertThat(votes(0)).isEmpty();
    }

    @Test
    void what_a_reviewer_decided_stands_until_it_is_cleared_taken_back_or_decided_anew() {
        label("ana", 5, 0);
        label("ben", 5, 1);
        assertThat(Disagreement.of(project)).singleElement().satisfies(one -> {
            assertThat(one.row()).isEqualTo(5);
            assertThat(one.votes()).extracting(Vote::by).containsExactly("ana", "ben");
            assertThat(one.version()).isEqualTo(project.item(5).version());
        });
        long decided = happen("rita", new Fact.Settled(5, 0));
        assertThat(project.item(5).label()).isZero();
        assertThat(project.item(5).by()).isEqualTo("rita");
        assertThat(Disagreement.of(project)).isEmpty();
        label("ben", 5, 2);
        happen("ben", new Fact.Judged(5, Fact.Verdict.SKIPPED, 0, "single", 0));
        label("ben", 5, 1);
        assertThat(project.item(5).label()).isZero();
        assertThat(votes(5)).containsExactly("ana 0", "ben 1");
        happen("rita", new Fact.Settled(5, 2));
        assertThat(project.item(5).label()).isEqualTo(2);
        happen("rita", new Fact.Undone(decided, true));
        assertThat(project.item(5).label()).isEqualTo(2);
        happen("rita", new Fact.Cleared(5));
        assertThat(project.item(5).isOpen()).isTrue();
        label("ben", 5, 1);
        assertThat(project.item(5).label()).isEqualTo(1);
    }

    @Test
    void a_decision_that_is_taken_back_lets_the_last_label_count_again() {
        label("ana", 5, 0);
        long decided = happen("rita", new Fact.Settled(5, 1));
        label("ben", 5, 2);
        assertThat(project.item(5).label()).isEqualTo(1);
        happen("rita", new Fact.Undone(decided, true));
        assertThat(project.item(5).label()).isEqualTo(2);
        assertThat(Disagreement.of(project)).hasSize(1);
    }

    @Test
    void an_item_that_does_not_belong_can_be_left_out_although_it_was_decided() {
        happen("rita", new Fact.Settled(5, 1));
        happen("rita", new Fact.Judged(5, Fact.Verdict.EXCLUDED, 0, "map", 0));
        assertThat(project.item(5).verdict()).isEqualTo(Fact.Verdict.EXCLUDED);
    }

    @Test
    void a_share_of_what_one_person_labelled_waits_for_one_other_and_no_third() {
        Overlap half = new Overlap(0.5);
        assertThat(half.awaiting(project, "ben")).isEmpty();
        IntStream.range(0, 1000).forEach(row -> label("ana", row, row % 2));
        int[] waiting = half.awaiting(project, "ben");
        assertThat(waiting.length).isBetween(430, 570);
        assertThat(half.awaiting(project, "ana")).isEmpty();
        assertThat(half.awaiting(project, "cleo")).isEqualTo(waiting);
        assertThat(new Overlap(0.2).awaiting(project, "ben"))
                .satisfies(few -> assertThat(waiting).contains(few))
                .isNotEmpty();
        label("ben", waiting[0], 1);
        happen("rita", new Fact.Settled(waiting[1], 1));
        happen("ana", new Fact.Judged(waiting[2], Fact.Verdict.EXCLUDED, 0, "map", 0));
        assertThat(half.awaiting(project, "cleo"))
                .doesNotContain(waiting[0], waiting[1], waiting[2])
                .hasSize(waiting.length - 3);
        assertThat(Overlap.NONE.awaiting(project, "ben")).isEmpty();
        assertThat(new Overlap(1).awaiting(project, "ben")).hasSize(1000 - 3);
    }

    @Test
    void the_label_that_the_model_contradicts_is_the_first_to_be_asked_again(@TempDir Path folder) throws IOException {
        for (int row = 0; row < 10; row++) {
            label("ana", row, row % 2);
        }
        IntStream.range(0, 4).forEach(row -> label("ben", row, row % 2));
        float[][] said = new float[10][];
        for (int row = 0; row < 10; row++) {
            said[row] = row % 2 == 0 ? new float[] {0.9f, 0.1f} : new float[] {0.1f, 0.9f};
        }
        said[7] = new float[] {0.95f, 0.05f};
        PredictionStore store = new PredictionStore(new Folders(folder));
        Predictions predictions = store.keep("p", 1, FloatMatrix.of(said));
        List<Suggestion> suggestions = Relabelling.of(project, predictions, 3);
        assertThat(suggestions).hasSize(3);
        assertThat(suggestions.getFirst()).satisfies(first -> {
            assertThat(first.row()).isEqualTo(7);
            assertThat(first.label()).isEqualTo(1);
            assertThat(first.predicted()).isZero();
        });
        assertThat(suggestions).extracting(Suggestion::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        happen("rita", new Fact.Settled(7, 1));
        assertThat(Relabelling.of(project, predictions, 10))
                .extracting(Suggestion::row)
                .doesNotContain(7);
    }
}
