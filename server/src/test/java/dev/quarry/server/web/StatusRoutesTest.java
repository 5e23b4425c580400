package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Fact.Purpose;
import dev.quarry.server.event.Provenance;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatusRoutesTest extends WithServer {

    private static final int ITEMS = 1_000;

    private String id = "";
    private String path = "";
    private int batches;

    @BeforeEach
    void begin() {
        id = newProject("texts");
        path = "/api/v1/projects/" + id;
        owner.post(path + "/classes/many", "{\"names\":[\"cat\",\"dog\"]}");
        write(new Fact.ItemsAdded(0, ITEMS, "test"));
    }

    private void write(Fact... facts) {
        server.log().act("ana", pen -> {
            for (Fact fact : facts) {
                pen.write(id, fact);
            }
            return id;
        });
    }

    /** A model that takes the first {@code cats} items for cats. */
    private void train(int number, int labels, int cats) throws IOException {
        float[] values = new float[2 * ITEMS];
        for (int row = 0; row < ITEMS; row++) {
            values[2 * row] = row < cats ? 0.9f : 0.2f;
            values[2 * row + 1] = 1 - values[2 * row];
        }
        server.app().predictions().keep(id, number, FloatMatrix.wrap(values, ITEMS, 2));
        write(new Fact.Trained(number, "random-forest", labels, 0, "colours", 800));
    }

    /** Asks for items of which the model says that they are dogs, and answers them. */
    private void ask(Purpose purpose, int model, int from, int to, IntUnaryOperator answer, Provenance provenance) {
        List<Integer> rows = IntStream.range(from, to).boxed().toList();
        batches++;
        write(new Fact.Asked(
                batches,
                purpose,
                model,
                "margin",
                rows,
                Collections.nCopies(rows.size(), 0.5),
                Collections.nCopies(rows.size(), 1)));
        for (int row : rows) {
            int label = answer.applyAsInt(row);
            if (label >= 0) {
                write(new Fact.Labelled(row, label, provenance, batches, 1, "single", 1_000));
            }
        }
    }

    private JsonNode status() {
        return owner.get(path + "/status?zone=Europe/Berlin").json();
    }

    @Test
    void a_project_without_anything_says_so() {
        JsonNode status = status();
        assertThat(status.path("items").asInt()).isEqualTo(ITEMS);
        assertThat(status.path("accuracy").path("share").path("value").isNull()).isTrue();
        assertThat(status.path("accuracy").path("macroF1").isNull()).isTrue();
        assertThat(status.path("accuracy").path("more").asInt()).isEqualTo(381); // ± 5 points at a half
        assertThat(status.path("advice").path("light").asString()).isEqualTo("unknown");
        assertThat(status.path("advice").path("evidence").findValuesAsString("kind"))
                .containsExactly("target", "curve", "predictions", "errors", "budget");
        assertThat(owner.get(path + "/models").json()).isEmpty();
    }

    @Test
    void accuracy_is_from_random_checks_alone() throws IOException {
        train(1, 20, 0);
        ask(Purpose.ACTIVE, 1, 0, 50, row -> 0, Provenance.HUMAN); // chosen and always wrong
        ask(Purpose.CHECK, 1, 100, 130, row -> 1, Provenance.IMPLICIT);
        ask(Purpose.CHECK, 1, 130, 140, row -> row < 136 ? 0 : row < 138 ? 1 : -1, Provenance.HUMAN);
        write(new Fact.Judged(138, Fact.Verdict.WRONG, batches, "grid", 1));
        JsonNode accuracy = status().path("accuracy");
        assertThat(accuracy.path("share").path("n").asInt()).isEqualTo(39);
        assertThat(accuracy.path("share").path("hits").asInt()).isEqualTo(32);
        assertThat(accuracy.path("share").path("value").asDouble()).isCloseTo(32.0 / 39, within(1e-12));
        assertThat(accuracy.path("share").path("low").asDouble()).isBetween(0.67, 0.68);
        assertThat(accuracy.path("share").path("high").asDouble()).isBetween(0.90, 0.92);
        assertThat(accuracy.path("implicit").asInt()).isEqualTo(30);
        assertThat(accuracy.path("pending").asInt()).isEqualTo(1);
        // cat: 6 of its own, none recognised; dog: 32 of 32 recognised, taken for 38 times: F1 = 64 / 70
        assertThat(accuracy.path("macroF1").asDouble()).isCloseTo((0 + 64.0 / 70) / 2, within(1e-12));
        JsonNode status = status();
        assertThat(status.path("agreement").path("value").asDouble()).isZero();
        assertThat(status.path("classes").get(0).path("recall").path("n").asInt())
                .isEqualTo(6);
        assertThat(status.path("classes").get(1).path("precision").path("hits").asInt())
                .isEqualTo(32);
        assertThat(status.path("classes").get(0).path("labelled").asInt()).isEqualTo(56);
        assertThat(status.path("classes").get(1).path("predicted").asInt()).isEqualTo(ITEMS - 88);
        assertThat(status.path("effort").path("labels").asInt()).isEqualTo(89);
        assertThat(status.path("effort").path("days").get(0).path("by").asString())
                .isEqualTo("ana");
    }

    @Test
    void a_check_that_was_taken_back_waits_again_and_a_correction_counts() throws IOException {
        train(1, 20, 0);
        ask(Purpose.CHECK, 1, 0, 4, row -> 1, Provenance.HUMAN);
        write(new Fact.Labelled(0, 0, Provenance.HUMAN, 0, -1, "review", 5));
        write(new Fact.Cleared(1));
        JsonNode accuracy = status().path("accuracy");
        assertThat(accuracy.path("share").path("hits").asInt()).isEqualTo(2);
        assertThat(accuracy.path("share").path("n").asInt()).isEqualTo(3);
        assertThat(accuracy.path("pending").asInt()).isEqualTo(1);
        owner.post(path + "/classes/0/retire", "{\"into\":1}");
        assertThat(status().path("accuracy").path("share").path("hits").asInt()).isEqualTo(3);
    }

    @Test
    void steady_predictions_a_flat_curve_and_a_reached_goal_are_advised_to_stop() throws IOException {
        for (int model = 1; model <= 4; model++) {
            train(model, 50 * model, model); // each changes one prediction of a thousand
        }
        ask(Purpose.CHECK, 4, 100, 300, row -> 1, Provenance.HUMAN);
        JsonNode advice = status().path("advice");
        assertThat(advice.path("light").asString()).isEqualTo("enough");
        assertThat(advice.path("evidence").findValuesAsString("verdict"))
                .containsExactly("stop", "stop", "stop", "stop", "unknown");
        assertThat(status().path("curve")).hasSize(10);
        assertThat(advice.path("quiet").asBoolean()).isFalse();
        assertThat(owner.post(path + "/status/later", "{\"labels\":20}").status())
                .isEqualTo(204);
        assertThat(status().path("advice").path("quiet").asBoolean()).isTrue();
        ask(Purpose.ACTIVE, 4, 400, 420, row -> 1, Provenance.HUMAN);
        assertThat(status().path("advice").path("quiet").asBoolean()).isFalse();
    }

    @Test
    void labels_asked_again_say_how_reliable_the_grid_is() throws IOException {
        train(1, 20, 0);
        ask(Purpose.ACTIVE, 1, 0, 50, row -> 1, row -> row < 40);
        ask(Purpose.RECHECK, 1, 0, 10, row -> row < 1 ? 0 : 1, Provenance.HUMAN);
        ask(Purpose.RECHECK, 1, 40, 50, row -> row < 43 ? 0 : 1, Provenance.HUMAN);
        JsonNode status = status();
        assertThat(status.path("grid").path("hits").asInt()).isEqualTo(1);
        assertThat(status.path("grid").path("n").asInt()).isEqualTo(10);
        assertThat(status.path("repeated").path("hits").asInt()).isEqualTo(3);
        assertThat(status.path("repeated").path("n").asInt()).isEqualTo(10);
    }

    private void ask(Purpose purpose, int model, int from, int to, IntUnaryOperator answer, IntPredicate implicit) {
        for (int row = from; row < to; row++) {
            ask(purpose, model, row, row + 1, answer, implicit.test(row) ? Provenance.IMPLICIT : Provenance.HUMAN);
        }
    }

    @Test
    void earlier_models_are_listed_noted_and_put_in_charge_again() throws IOException {
        train(1, 20, 0);
        ask(Purpose.CHECK, 1, 0, 5, row -> 1, Provenance.HUMAN);
        train(2, 30, 500);
        JsonNode models = owner.get(path + "/models").json();
        assertThat(models.findValuesAsString("number")).containsExactly("2", "1");
        assertThat(models.get(0).path("inCharge").asBoolean()).isTrue();
        assertThat(models.get(0).path("changed").asDouble()).isEqualTo(0.5);
        assertThat(models.get(0).path("by").asString()).isEqualTo("ana");
        assertThat(models.get(1).path("checks").path("n").asInt()).isEqualTo(5);
        assertThat(owner.post(path + "/models/1/restore", "").status()).isEqualTo(204);
        assertThat(status().path("model").asInt()).isEqualTo(1);
        assertThat(owner.post(path + "/models/1/restore", "").detail())
                .isEqualTo("The model (1) is in charge already.");
        assertThat(owner.post(path + "/models/3/restore", "").detail()).contains("There is no model (3)");
        write(new Fact.Trained(3, "random-forest", 40, 0, "colours", 1));
        write(new Fact.ModelRestored(1));
        assertThat(owner.post(path + "/models/3/restore", "").detail()).contains("is not kept any more");
        assertThat(owner.send("PUT", path + "/models/1/note", "{\"note\":\" best so far \"}", "X-Quarry", "1")
                        .status())
                .isEqualTo(204);
        assertThat(owner.get(path + "/models").json().get(2).path("note").asString())
                .isEqualTo("best so far");
    }

    @Test
    void random_checks_can_be_asked_for_once_there_is_a_model() {
        assertThat(owner.post(path + "/queue/check", "{\"count\":30}").detail()).contains("no model yet");
        assertThat(owner.post(path + "/queue/check", "{\"count\":0}").detail())
                .contains("The count (0) must be from 1 to 500");
    }

    @Test
    void a_goal_is_kept_and_a_bad_one_refused() {
        String goal = "{\"accuracy\":0.8,\"labels\":10,\"hours\":null,\"halfWidth\":0.1,\"quietUntil\":0}";
        assertThat(owner.send("PUT", path + "/status/goal", goal, "X-Quarry", "1")
                        .status())
                .isEqualTo(204);
        assertThat(status().path("goal").path("labels").asInt()).isEqualTo(10);
        assertThat(status().path("accuracy").path("more").asInt()).isEqualTo(93); // ± 10 points at a half
        assertThat(owner.send("PUT", path + "/status/goal", goal.replace("0.8", "1.2"), "X-Quarry", "1")
                        .detail())
                .contains("accuracy to reach (1.2) must be between 0 and 1");
        assertThat(owner.get(path + "/status?zone=Nowhere").detail()).contains("no time zone (Nowhere)");
    }
}
