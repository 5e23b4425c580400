package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.account.Role;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Fact.Purpose;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.project.Project;
import dev.quarry.server.teach.Teaching;
import dev.quarry.server.web.Client.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class QueueTest extends WithServer {

    private Project project(Blobs blobs) {
        return server.app().projects().get(blobs.id());
    }

    private Client person(Blobs blobs, String name) {
        server.app().accounts().create(name, "correct horse battery", false);
        server.app().accounts().member(blobs.id(), name, Role.LABELLER);
        Client client = new Client(server.address());
        client.login(name, "correct horse battery");
        return client;
    }

    private void set(Blobs blobs, Teaching teaching) {
        server.log().act("owner", pen -> {
            pen.write(blobs.id(), new Fact.SettingChanged(Teaching.KEY, teaching.write()));
            return 0;
        });
    }

    @Test
    void before_there_is_anything_to_learn_from_items_come_at_random_and_the_reason_is_said() {
        Blobs blobs = Blobs.begin(server, owner, 60, 3);
        JsonNode queue = blobs.queue().json();
        assertThat(queue.path("state").asString()).isEqualTo("none");
        assertThat(queue.path("reason").asString()).contains("Nothing in the items gives features");
        assertThat(queue.path("open").asInt()).isEqualTo(60);
        Answer batch = blobs.next(10);
        assertThat(Blobs.rows(batch)).hasSize(10).doesNotHaveDuplicates();
        assertThat(batch.json().path("items").get(0).path("purpose").asString()).isEqualTo("START");
        assertThat(batch.json().path("items").get(0).path("shown").asInt()).isEqualTo(-1);
        Fact.Asked asked = project(blobs).batch(1).orElseThrow();
        assertThat(asked.rows()).isEqualTo(Blobs.rows(batch));
        assertThat(asked.purpose()).isEqualTo(Purpose.START);
        assertThat(asked.model()).isZero();
        assertThat(asked.predicted()).containsOnly(-1);
    }

    @Test
    void what_lies_before_a_person_comes_first_and_nobody_else_gets_it() {
        Blobs blobs = Blobs.begin(server, owner, 60, 2);
        Blobs ben = blobs.by(server, person(blobs, "ben"));
        List<Integer> mine = Blobs.rows(blobs.next(5));
        assertThat(Blobs.rows(blobs.next(5))).isEqualTo(mine);
        assertThat(Blobs.rows(blobs.next(7))).hasSize(7).startsWith(mine.toArray(Integer[]::new));
        assertThat(project(blobs).batches()).hasSize(2);
        assertThat(Blobs.rows(ben.next(20))).hasSize(20).doesNotContainAnyElementsOf(mine);
        assertThat(blobs.queue().json().path("leased").asInt()).isEqualTo(7);
        assertThat(ben.queue().json().path("leased").asInt()).isEqualTo(20);
    }

    @Test
    void two_who_ask_at_the_same_time_never_get_one_item() throws InterruptedException {
        Blobs blobs = Blobs.begin(server, owner, 400, 2);
        Blobs ben = blobs.by(server, person(blobs, "ben"));
        List<Integer> all = Collections.synchronizedList(new ArrayList<>());
        Thread[] both = {work(blobs, all), work(ben, all)};
        for (Thread one : both) {
            one.join();
        }
        assertThat(all).hasSize(400).doesNotHaveDuplicates();
        assertThat(project(blobs).labelled()).hasSize(400);
    }

    private static Thread work(Blobs person, List<Integer> all) {
        return Thread.ofVirtual().start(() -> {
            List<Integer> rows;
            do {
                rows = Blobs.rows(person.next(8));
                rows.forEach(person::label);
                all.addAll(rows);
            } while (!rows.isEmpty());
        });
    }

    @Test
    void an_answer_ends_a_lease_and_what_is_given_back_goes_to_others() {
        Blobs blobs = Blobs.begin(server, owner, 6, 2);
        Blobs ben = blobs.by(server, person(blobs, "ben"));
        List<Integer> mine = Blobs.rows(blobs.next(6));
        assertThat(Blobs.rows(ben.next(6))).isEmpty();
        blobs.label(mine.get(0));
        assertThat(blobs.queue().json().path("leased").asInt()).isEqualTo(5);
        ben.client().post(ben.path("/queue/release"), "{\"rows\":[%d]}".formatted(mine.get(1)));
        assertThat(Blobs.rows(ben.next(6))).as("only who has it gives it back").isEmpty();
        Answer released = blobs.client().post(blobs.path("/queue/release"), "{\"rows\":[%d]}".formatted(mine.get(1)));
        assertThat(released.status()).isEqualTo(204);
        assertThat(Blobs.rows(ben.next(6))).containsExactly(mine.get(1));
    }

    @Test
    void a_restart_drops_leases_and_keeps_what_was_asked() throws IOException {
        Blobs blobs = Blobs.begin(server, owner, 20, 2);
        List<Integer> before = Blobs.rows(blobs.next(5));
        restart();
        Blobs again = blobs.by(server, owner);
        assertThat(again.queue().json().path("leased").asInt()).isZero();
        assertThat(project(again).batches()).hasSize(1);
        assertThat(project(again).batch(1).orElseThrow().rows()).isEqualTo(before);
        assertThat(again.next(20).json().path("batch").asInt()).isEqualTo(2);
    }

    @Test
    void chosen_items_come_exactly_and_in_their_order() {
        Blobs blobs = Blobs.begin(server, owner, 20, 2);
        Blobs ben = blobs.by(server, person(blobs, "ben"));
        blobs.label(3);
        Answer chosen = blobs.client()
                .post(blobs.path("/queue/next"), "{\"mode\":\"single\",\"purpose\":\"chosen\",\"rows\":[9,3,7]}");
        assertThat(Blobs.rows(chosen)).containsExactly(9, 3, 7);
        assertThat(chosen.json().path("items").get(0).path("purpose").asString())
                .isEqualTo("CHOSEN");
        Answer others = ben.client().post(ben.path("/queue/next"), "{\"mode\":\"single\",\"rows\":[7,8]}");
        assertThat(Blobs.rows(others)).containsExactly(8);
    }

    @Test
    void chosen_items_come_before_what_lies_there_already() {
        Blobs blobs = Blobs.begin(server, owner, 20, 2);
        List<Integer> before = Blobs.rows(blobs.next(6));
        List<Integer> chosen =
                Stream.of(9, 3, 7).filter(row -> !before.contains(row)).toList();
        blobs.client()
                .post(
                        blobs.path("/queue/next"),
                        "{\"mode\":\"single\",\"purpose\":\"chosen\",\"rows\":%s}".formatted(chosen));
        List<Integer> wanted =
                Stream.concat(chosen.stream(), before.stream()).limit(6).toList();
        assertThat(Blobs.rows(blobs.next(6))).containsExactlyElementsOf(wanted);
    }

    @Test
    void what_was_passed_over_comes_back_when_nothing_else_is_left() {
        Blobs blobs = Blobs.begin(server, owner, 12, 2);
        server.log().act("owner", pen -> {
            pen.write(blobs.id(), new Fact.Judged(4, Fact.Verdict.SKIPPED, 0, "single", 1));
            pen.write(blobs.id(), new Fact.Judged(2, Fact.Verdict.SKIPPED, 0, "single", 1));
            pen.write(blobs.id(), new Fact.Judged(5, Fact.Verdict.EXCLUDED, 0, "single", 1));
            return 0;
        });
        List<Integer> first = Blobs.rows(blobs.next(9));
        assertThat(first).doesNotContain(2, 4, 5);
        first.forEach(blobs::label);
        assertThat(Blobs.rows(blobs.next(9))).containsExactly(4, 2);
    }

    @Test
    void who_takes_a_label_back_gets_the_item_again() {
        Blobs blobs = Blobs.begin(server, owner, 30, 2);
        Blobs ben = blobs.by(server, person(blobs, "ben"));
        int row = Blobs.rows(blobs.next(1)).getFirst();
        long act = blobs.label(row).json().path("act").asLong();
        blobs.client().post(blobs.path("/acts/%d/undo".formatted(act)), "");
        assertThat(Blobs.rows(ben.next(30))).hasSize(29).doesNotContain(row);
        assertThat(Blobs.rows(blobs.next(1))).containsExactly(row);
    }

    @Test
    void about_a_tenth_is_drawn_at_random_and_knows_what_the_model_said() {
        Blobs blobs = Blobs.begin(server, owner, 3_000, 2).withFeatures();
        blobs.many(0, 40);
        blobs.await("ready", 1);
        blobs.quiet();
        int asked = 0;
        Set<Integer> checks = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            Answer batch = blobs.client().post(blobs.path("/queue/next"), "{\"mode\":\"grid\"}");
            asked += Blobs.rows(batch).size();
            blobs.client().post(blobs.path("/queue/release"), "{\"rows\":%s}".formatted(Blobs.rows(batch)));
        }
        for (Fact.Asked one : project(blobs).batches()) {
            if (one.purpose() == Purpose.CHECK) {
                assertThat(one.rows()).as("never asked before").noneMatch(checks::contains);
                assertThat(one.predicted()).allMatch(label -> label == 0 || label == 1);
                checks.addAll(one.rows());
            }
        }
        assertThat(asked).isEqualTo(12 * 48);
        assertThat(checks.size()).isBetween(30, 90); // of 576, nine in ten thousand seeds lie outside
    }

    @Test
    void labels_let_stand_unseen_come_back_now_and_then_without_the_prediction() {
        Blobs blobs = Blobs.begin(server, owner, 200, 2);
        set(blobs, with(0.5));
        blobs.queue();
        List<Integer> rows = IntStream.range(0, 100).boxed().toList();
        server.log().act("owner", pen -> {
            pen.write(
                    blobs.id(),
                    new Fact.LabelledMany(rows, rows.stream().map(blobs::truth).toList(), Provenance.IMPLICIT, "grid"));
            return 0;
        });
        Answer batch = blobs.next(20);
        List<JsonNode> rechecks = new ArrayList<>();
        batch.json().path("items").forEach(item -> {
            if (item.path("purpose").asString().equals("RECHECK")) {
                rechecks.add(item);
            }
        });
        assertThat(rechecks).hasSize(4).allSatisfy(item -> {
            assertThat(item.path("row").asInt()).isLessThan(100);
            assertThat(item.path("shown").asInt()).isEqualTo(-1);
        });
        int row = rechecks.getFirst().path("row").asInt();
        assertThat(blobs.label(row).status()).isEqualTo(201);
        assertThat(project(blobs).item(row).provenance()).isEqualTo(Provenance.HUMAN);
        assertThat(Blobs.rows(blobs.next(40))).doesNotContain(row);
    }

    private static Teaching with(double recheckShare) {
        Teaching one = Teaching.STANDARD;
        return new Teaching(
                one.learner(),
                one.strategy(),
                one.batch(),
                one.checkShare(),
                recheckShare,
                one.weakWeight(),
                one.implicitWeight(),
                one.coldEach(),
                one.coldStrategy(),
                one.seed(),
                null);
    }

    @Test
    void what_is_wrong_with_a_wish_is_one_sentence() {
        Blobs blobs = Blobs.begin(server, owner, 20, 2);
        Client client = blobs.client();
        String next = blobs.path("/queue/next");
        assertThat(client.post(next, "{\"mode\":\"sideways\"}").detail())
                .isEqualTo("The mode (sideways) is not one of single, grid.");
        assertThat(client.post(next, "{\"mode\":\"grid\",\"count\":0}").detail())
                .contains("(0) must be from 1 to 500");
        assertThat(client.post(next, "{\"mode\":\"grid\",\"rows\":[20]}").status())
                .isEqualTo(404);
        assertThat(client.post(next, "{\"mode\":\"grid\",\"purpose\":\"chosen\"}")
                        .detail())
                .contains("needs (rows)");
        assertThat(client.post(blobs.path("/queue/find"), "{\"label\":5}").detail())
                .contains("no class (5)");
        assertThat(client.post(blobs.path("/queue/find"), "{\"label\":1}").detail())
                .contains("no model yet");
        assertThat(client.post(blobs.path("/teach"), "").detail()).contains("Nothing in the items gives features");
    }
}
