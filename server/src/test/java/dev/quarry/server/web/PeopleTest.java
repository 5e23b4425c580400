package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.account.Role;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.item.Item;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.store.Databases;
import dev.quarry.server.store.Databases.Kind;
import dev.quarry.server.store.EventFilter;
import dev.quarry.server.web.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@SuppressWarnings("NullAway.Init") // each test starts the server of its kind first
class PeopleTest {

    /** What only computes although it is sent as if it changed something. */
    private static final List<String> FOR_ANYBODY = List.of("POST /api/v1/projects/{project}/map");

    /** What counts labels, not saying of which items, or tells how far jobs are. */
    private static final List<String> COUNTS = List.of("/status", "/queue", "/features", "/jobs");

    private static final String PASSWORD = "correct horse battery";

    @TempDir
    Path data;

    private Server server;
    private Client owner;
    private String path;

    private void start(Kind kind) throws IOException {
        Settings settings = Settings.local(data).withPort(0);
        start(kind == Kind.SQLITE ? settings : settings.withDatabase(Databases.postgresql()));
    }

    private void start(Settings settings) throws IOException {
        server = Server.start(settings);
        server.app().teacher().close(); // so that nothing but what the test does is in the log
        owner = Client.owner(server);
        String id = owner.post("/api/v1/projects", "{\"name\":\"Pets\",\"kind\":\"texts\"}")
                .json()
                .path("id")
                .asString();
        path = "/api/v1/projects/" + id;
        for (String name : List.of("cat", "dog")) {
            owner.post(path + "/classes", "{\"name\":\"%s\",\"colour\":\"#aa0000\",\"key\":null}".formatted(name));
        }
        List<Item> items = new ArrayList<>();
        for (int row = 0; row < 10; row++) {
            items.add(new Item(row, 100 + row, "item %d".formatted(row), "text", null, null, Map.of()));
        }
        new ItemTable(server.app().database().jdbi()).append(id, items);
        server.log().act("test", pen -> {
            pen.write(id, new Fact.ItemsAdded(0, 10, "test"));
            return id;
        });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String invite(Role role) {
        Answer made = owner.post(path + "/team/invitations", "{\"role\":\"%s\",\"days\":7}".formatted(role.word()));
        assertThat(made.status()).isEqualTo(201);
        return made.json().path("link").asString().replaceFirst(".*#join=", "");
    }

    private Client member(String name, Role role) {
        Client client = new Client(server.address());
        assertThat(client.join(invite(role), name, PASSWORD).status()).isEqualTo(201);
        return client;
    }

    private static String label(int row, int label, long version) {
        return "{\"row\":%d,\"label\":%d,\"version\":%d,\"batch\":0,\"shown\":-1,\"mode\":\"single\",\"millis\":5}"
                .formatted(row, label, version);
    }

    private long version(Client client, int row) {
        JsonNode item = client.get(path + "/items/" + row).json();
        return item.has("version")
                ? item.path("version").asLong()
                : item.path("state").path("version").asLong();
    }

    private static List<String> words(JsonNode audit) {
        List<String> words = new ArrayList<>();
        audit.path("lines").forEach(line -> words.add(line.path("what").asString()));
        return words;
    }

    @Test
    void what_labels_come_from_is_kept_from_who_labels() throws IOException {
        start(Kind.SQLITE);
        path = "/api/v1/projects/"
                + owner.post("/api/v1/samples", "{\"name\":\"rows\"}")
                        .json()
                        .path("id")
                        .asString();
        JsonNode seen = owner.get(path + "/items/7").json();
        assertThat(seen.path("answers").path("fruit").asString()).isNotEmpty();
        assertThat(seen.path("fields")).isNotEmpty();
        for (Role role : List.of(Role.LABELLER, Role.VIEWER)) {
            Client client = member(role.word(), role);
            JsonNode item = client.get(path + "/items?rows=7").json().get(0);
            assertThat(item.path("answers")).isEmpty();
            assertThat(item.path("fields")).isEqualTo(seen.path("fields"));
            assertThat(item.path("fields").has("fruit")).isFalse();
        }
        assertThat(member("rita", Role.REVIEWER).get(path + "/items/7").json().path("answers"))
                .isEqualTo(seen.path("answers"));
    }

    @ParameterizedTest
    @EnumSource
    void a_link_brings_one_person_into_a_project_once(Kind kind) throws IOException {
        start(kind);
        String secret = invite(Role.LABELLER);
        Client ana = new Client(server.address());
        Answer where = ana.post("/api/entry/invitation", "{\"secret\":\"%s\"}".formatted(secret));
        assertThat(where.json().path("name").asString()).isEqualTo("Pets");
        assertThat(where.json().path("role").asString()).isEqualTo("labeller");
        assertThat(ana.join(secret, "Ana", "short").detail()).contains("needs at least (10)");
        assertThat(ana.join(secret, "Ana", PASSWORD).status()).isEqualTo(201);
        assertThat(ana.get("/api/v1/me").json().path("name").asString()).isEqualTo("ana");
        assertThat(ana.get(path + "/team/me").json().path("role").asString()).isEqualTo("labeller");
        Client ben = new Client(server.address());
        assertThat(ben.join(secret, "ben", PASSWORD).detail()).contains("used already");
        assertThat(ben.login("ana", PASSWORD).status()).isEqualTo(204);
        assertThat(owner.get(path + "/team").json().path("members")).hasSize(2);
        assertThat(words(owner.get(path + "/audit").json()))
                .contains("made (ana) a labeller", "made a link that invites a labeller");
    }

    @Test
    void a_link_that_was_taken_back_works_no_more_and_one_for_more_than_a_month_is_refused() throws IOException {
        start(Kind.SQLITE);
        String secret = invite(Role.VIEWER);
        String id = owner.get(path + "/team")
                .json()
                .path("invitations")
                .get(0)
                .path("id")
                .asString();
        assertThat(owner.delete(path + "/team/invitations/" + id).status()).isEqualTo(204);
        assertThat(new Client(server.address()).join(secret, "ana", PASSWORD).status())
                .isEqualTo(403);
        assertThat(owner.delete(path + "/team/invitations/" + id).status()).isEqualTo(404);
        assertThat(owner.post(path + "/team/invitations", "{\"role\":\"viewer\",\"days\":31}")
                        .detail())
                .contains("between one hour and (30) days");
        assertThat(owner.post(path + "/team/invitations", "{\"role\":\"king\",\"days\":3}")
                        .detail())
                .contains("(king) is not one of owner, reviewer, labeller, viewer");
    }

    @ParameterizedTest
    @EnumSource
    void who_has_an_account_joins_as_themselves_and_never_loses_a_role_by_it(Kind kind) throws IOException {
        start(kind);
        Client ana = member("ana", Role.REVIEWER);
        Answer again = ana.post("/api/v1/me/join", "{\"secret\":\"%s\"}".formatted(invite(Role.VIEWER)));
        assertThat(again.status()).isEqualTo(200);
        assertThat(ana.get(path + "/team/me").json().path("role").asString()).isEqualTo("reviewer");
        ana.post("/api/v1/me/join", "{\"secret\":\"%s\"}".formatted(invite(Role.OWNER)));
        assertThat(ana.get(path + "/team/me").json().path("role").asString()).isEqualTo("owner");
    }

    @Test
    void roles_are_given_and_taken_but_somebody_owns_the_project() throws IOException {
        start(Kind.SQLITE);
        Client ana = member("ana", Role.VIEWER);
        assertThat(ana.put(path + "/team/members/ana", "{\"role\":\"owner\"}").status())
                .isEqualTo(403);
        assertThat(owner.put(path + "/team/members/ana", "{\"role\":\"labeller\"}")
                        .status())
                .isEqualTo(200);
        assertThat(ana.post(path + "/labels", label(0, 0, 0)).status()).isEqualTo(201);
        assertThat(owner.put(path + "/team/members/owner", "{\"role\":\"viewer\"}")
                        .detail())
                .contains("last owner");
        assertThat(owner.delete(path + "/team/members/owner").detail()).contains("last owner");
        assertThat(owner.put(path + "/team/members/nobody", "{\"role\":\"viewer\"}")
                        .status())
                .isEqualTo(404);
        assertThat(owner.delete(path + "/team/members/ana").status()).isEqualTo(204);
        assertThat(ana.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void what_a_token_may_do_is_within_its_scope_and_within_its_account(Kind kind) throws IOException {
        start(kind);
        Client ana = member("ana", Role.REVIEWER);
        String read = token(ana, "read");
        String labelling = token(ana, "label");
        String everything = token(ana, "everything");
        assertThat(bearing("GET", path, "", read)).isEqualTo(200);
        assertThat(bearing("POST", path + "/labels", label(0, 0, 0), read)).isEqualTo(403);
        assertThat(bearing("GET", path + "/audit", "", read)).isEqualTo(403);
        assertThat(bearing("POST", path + "/labels", label(0, 0, 0), labelling)).isEqualTo(201);
        String newClass = "{\"name\":\"fox\",\"colour\":\"#aa0000\",\"key\":null}";
        assertThat(bearing("POST", path + "/classes", newClass, labelling)).isEqualTo(403);
        assertThat(bearing("POST", path + "/classes", newClass, everything)).isEqualTo(201);
        assertThat(bearing("POST", path + "/team/invitations", "{\"role\":\"viewer\",\"days\":1}", everything))
                .isEqualTo(403);
        assertThat(bearing("GET", "/api/v1/me/secrets", "", everything)).isEqualTo(403);
        assertThat(bearing(
                        "POST",
                        "/api/v1/me/tokens",
                        "{\"name\":\"x\",\"scope\":\"everything\",\"days\":9}",
                        everything))
                .isEqualTo(403);
        assertThat(bearing("GET", path, "", "none")).isEqualTo(401);
        assertThat(bearing("GET", path, "", ana.cookie().replaceFirst("[^=]*=", "")))
                .as("the secret of a session is no token")
                .isEqualTo(401);
        String owners = token(owner, "label");
        assertThat(bearing("POST", "/api/v1/projects", "{\"name\":\"New\",\"kind\":\"texts\"}", owners))
                .isEqualTo(403);
        String id = ana.get("/api/v1/me/secrets")
                .json()
                .path("tokens")
                .get(2)
                .path("id")
                .asString();
        ana.delete("/api/v1/me/secrets/" + id);
        assertThat(bearing("GET", path, "", read)).isEqualTo(401);
        assertThat(bearing("GET", path, "", labelling)).isEqualTo(200);
    }

    private static String token(Client client, String scope) {
        Answer made = client.post(
                "/api/v1/me/tokens", "{\"name\":\"a program\",\"scope\":\"%s\",\"days\":30}".formatted(scope));
        assertThat(made.status()).isEqualTo(201);
        return made.json().path("secret").asString();
    }

    private int bearing(String method, String address, String body, String token) {
        return new Client(server.address())
                .send(method, address, body, "X-Quarry", "1", "Authorization", "Bearer " + token)
                .status();
    }

    @Test
    void secrets_are_kept_by_their_hash_and_told_once() throws IOException {
        start(Kind.SQLITE);
        String secret = token(owner, "read");
        assertThat(owner.get("/api/v1/me/secrets").response().body()).doesNotContain(secret);
        assertThat(owner.get("/api/v1/audit").response().body())
                .doesNotContain(secret)
                .contains("token (a program");
        assertThat(owner.post("/api/v1/me/tokens", "{\"name\":\"\",\"scope\":\"read\",\"days\":30}")
                        .status())
                .isEqualTo(400);
        assertThat(owner.post("/api/v1/me/tokens", "{\"name\":\"a\",\"scope\":\"all\",\"days\":30}")
                        .detail())
                .contains("(all) is not one of read, label, everything");
        assertThat(owner.post("/api/v1/me/tokens", "{\"name\":\"a\",\"scope\":\"read\",\"days\":999}")
                        .detail())
                .contains("(366) days");
    }

    @ParameterizedTest
    @EnumSource
    void another_password_ends_all_other_sessions(Kind kind) throws IOException {
        start(kind);
        Client ana = member("ana", Role.LABELLER);
        Client elsewhere = new Client(server.address());
        elsewhere.login("ana", PASSWORD);
        assertThat(ana.get("/api/v1/me/secrets").json().path("sessions")).hasSize(2);
        String change = "{\"before\":\"%s\",\"password\":\"%s\"}";
        assertThat(ana.put("/api/v1/me/password", change.formatted("wrong password", "another sentence"))
                        .status())
                .isEqualTo(403);
        assertThat(ana.put("/api/v1/me/password", change.formatted(PASSWORD, "another sentence"))
                        .status())
                .isEqualTo(204);
        assertThat(ana.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(elsewhere.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(elsewhere.login("ana", PASSWORD).status()).isEqualTo(403);
        assertThat(elsewhere.login("ana", "another sentence").status()).isEqualTo(204);
        JsonNode sessions = ana.get("/api/v1/me/secrets").json().path("sessions");
        for (JsonNode session : sessions) {
            if (!session.path("mine").asBoolean()) {
                ana.delete("/api/v1/me/secrets/"
                        + session.path("session").path("id").asString());
            }
        }
        assertThat(elsewhere.get("/api/v1/me").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    void owners_look_after_accounts_and_the_last_one_stays(Kind kind) throws IOException {
        start(kind);
        Client ana = member("ana", Role.LABELLER);
        String token = token(ana, "read");
        assertThat(ana.get("/api/v1/accounts").status()).isEqualTo(403);
        assertThat(ana.get("/api/v1/audit").status()).isEqualTo(403);
        assertThat(ana.post("/api/v1/accounts/owner/disable", "").status()).isEqualTo(403);
        assertThat(owner.get("/api/v1/accounts").json()).hasSize(2);
        assertThat(owner.post("/api/v1/accounts/owner/disable", "").detail()).contains("last owner");
        assertThat(owner.put("/api/v1/accounts/owner/ownership", "{\"owner\":false}")
                        .detail())
                .contains("last owner");
        assertThat(owner.post("/api/v1/accounts/ana/disable", "").status()).isEqualTo(204);
        assertThat(ana.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(bearing("GET", path, "", token)).isEqualTo(401);
        assertThat(ana.login("ana", PASSWORD).status()).isEqualTo(403);
        assertThat(owner.post("/api/v1/accounts/ana/enable", "").status()).isEqualTo(204);
        assertThat(ana.login("ana", PASSWORD).status()).isEqualTo(204);
        Answer link = owner.post("/api/v1/accounts/ana/link", "");
        assertThat(ana.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(ana.login("ana", PASSWORD).status()).isEqualTo(403);
        assertThat(ana.enter(Accounts.secret(link.json().path("link").asString()))
                        .status())
                .isEqualTo(204);
        assertThat(ana.put("/api/v1/me/password", "{\"before\":\"\",\"password\":\"a new sentence\"}")
                        .status())
                .isEqualTo(204);
        Answer made = owner.post("/api/v1/accounts", "{\"name\":\"ben\",\"owner\":true}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(owner.post("/api/v1/accounts", "{\"name\":\"BEN\",\"owner\":true}")
                        .detail())
                .contains("There is an account (ben) already");
        assertThat(owner.post("/api/v1/accounts/nobody/disable", "").status()).isEqualTo(404);
        assertThat(words(owner.get("/api/v1/audit").json()))
                .contains(
                        "account (ana): disabled",
                        "account (ana): enabled",
                        "account (ben): made, as owner",
                        "login as (ana) refused from 127.0.0.1");
    }

    @Test
    void logins_are_in_the_log_of_the_installation_and_in_no_project() throws IOException {
        start(Kind.SQLITE);
        List<Event> events =
                server.log().newest(new EventFilter(Event.INSTALLATION, null, "logged.in", null, null, null), 10);
        assertThat(events)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.by()).isEqualTo("owner"));
        assertThat(server.log().projects()).hasSize(1);
        assertThat(owner.get("/api/v1/projects").json()).hasSize(1);
        assertThat(server.log().verify()).isPositive();
    }

    @Test
    void a_second_person_is_asked_for_the_same_items_without_being_shown_anything() throws IOException {
        start(Kind.SQLITE);
        Client ana = member("ana", Role.LABELLER);
        Client ben = member("ben", Role.LABELLER);
        for (int row = 0; row < 10; row++) {
            ana.post(path + "/labels", label(row, row % 2, version(ana, row)));
        }
        String ask = "{\"count\":10,\"mode\":\"single\"}";
        assertThat(ben.post(path + "/queue/next", ask).json().path("items")).isEmpty();
        owner.put(path + "/team/overlap", "{\"share\":1}");
        assertThat(ana.post(path + "/queue/next", ask).json().path("items")).isEmpty();
        JsonNode items = ben.post(path + "/queue/next", ask).json().path("items");
        assertThat(items).hasSize(10).allSatisfy(item -> {
            assertThat(item.path("purpose").asString()).isEqualTo("RECHECK");
            assertThat(item.path("shown").asInt()).isEqualTo(-1);
        });
        for (JsonNode item : items) {
            int row = item.path("row").asInt();
            assertThat(ben.post(
                                    path + "/labels",
                                    label(row, 0, item.path("version").asLong()))
                            .status())
                    .isEqualTo(201);
        }
        assertThat(owner.get(path + "/team/agreement").json().path("items").asInt())
                .isEqualTo(10);
        assertThat(owner.get(path + "/team/disagreements").json().path("total").asInt())
                .isEqualTo(5);
        Client cleo = member("cleo", Role.LABELLER);
        assertThat(cleo.post(path + "/queue/next", ask).json().path("items")).isEmpty();
    }

    @Test
    void what_the_first_one_said_is_seen_by_reviewers_alone_until_two_agree_or_a_reviewer_decides() throws IOException {
        start(Kind.SQLITE);
        Client ana = member("ana", Role.LABELLER);
        Client ben = member("ben", Role.LABELLER);
        Client rita = member("rita", Role.REVIEWER);
        owner.put(path + "/team/overlap", "{\"share\":1}");
        ana.post(path + "/labels", label(3, 1, 0));
        assertThat(state(ana, 3).path("label").asInt()).isEqualTo(1);
        assertThat(state(rita, 3).path("label").asInt()).isEqualTo(1);
        assertThat(state(owner, 3).path("by").asString()).isEqualTo("ana");
        assertThat(state(ben, 3).path("label").asInt()).isEqualTo(-1);
        assertThat(state(ben, 3).path("by").asString()).isEmpty();
        assertThat(state(ben, 3).path("version")).isEqualTo(state(ana, 3).path("version"));
        Answer late = ben.post(path + "/labels", label(3, 0, 0));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("item").path("state").path("label").asInt()).isEqualTo(-1);
        assertThat(late.detail()).doesNotContain("ana");
        ben.post(path + "/labels", label(3, 0, version(ben, 3)));
        assertThat(state(ana, 3).path("label").asInt()).as("her own").isEqualTo(1);
        assertThat(state(ben, 3).path("label").asInt()).as("his own").isZero();
        assertThat(ana.get(path + "/items/3/history").json()).hasSize(1);
        assertThat(rita.get(path + "/items/3/history").json()).hasSize(2);
        rita.post(path + "/adjudications", "{\"row\":3,\"label\":1,\"version\":%d}".formatted(version(rita, 3)));
        assertThat(state(ben, 3).path("label").asInt()).isEqualTo(1);
        assertThat(ben.get(path + "/items/3/history").json()).hasSize(3);
        ana.post(path + "/labels", label(4, 1, 0));
        ben.post(path + "/labels", label(4, 1, version(ben, 4)));
        assertThat(ana.get(path + "/items/4/history").json()).as("they agree").hasSize(2);
    }

    /** Whatever can be asked is the same for the second one, whichever class the first one gave. */
    @Test
    void no_address_tells_the_second_one_what_the_first_one_said(@TempDir Path other) throws Exception {
        List<Map<String, String>> second = new ArrayList<>();
        List<Map<String, String>> reviewers = new ArrayList<>();
        for (Path folder : List.of(data, other)) {
            start(Settings.local(folder).withPort(0));
            Client ana = member("ana", Role.LABELLER);
            Client ben = member("ben", Role.LABELLER);
            owner.put(path + "/team/overlap", "{\"share\":1}");
            ana.post(path + "/labels", label(3, second.size(), 0));
            second.add(told(ben));
            reviewers.add(told(owner));
            server.close();
        }
        assertThat(differing(second)).isEmpty();
        assertThat(differing(reviewers))
                .contains(
                        "/items/3",
                        "/items?rows=3",
                        "/items/3/history",
                        "/items/search",
                        "/items/facets",
                        "/items/matching?query=label:cat",
                        "/map/colours",
                        "/acts");
    }

    private static List<String> differing(List<Map<String, String>> told) {
        return told.getFirst().keySet().stream()
                .filter(address -> !Objects.equals(
                        told.getFirst().get(address), told.getLast().get(address)))
                .toList();
    }

    /** What every address of the project answers to somebody, without what differs between any two projects. */
    private Map<String, String> told(Client client) throws InterruptedException {
        while (client.get(path + "/items/search").status() == 202) {
            Thread.sleep(20); // the items are being read
        }
        List<String> addresses = new ArrayList<>(List.of(
                "/items?rows=3",
                "/items/search?sort=label",
                "/items/search?query=by:ana",
                "/items/matching?query=label:cat",
                "/items/matching?query=is:open"));
        for (String endpoint : server.endpoints()) {
            if (endpoint.startsWith("GET /api/v1/projects/{project}/")) {
                addresses.add(endpoint.substring("GET /api/v1/projects/{project}".length())
                        .replace("{row}", "3")
                        .replaceAll("\\{[a-z]+\\}", "1"));
            }
        }
        addresses.removeAll(COUNTS);
        addresses.remove("/live"); // tells who did what kind of thing, and does not end
        Map<String, String> told = new TreeMap<>();
        for (String address : addresses) {
            told.put(
                    address,
                    client.get(path + address)
                            .response()
                            .body()
                            .replace(path.replaceFirst(".*/", ""), "")
                            .replaceAll("\"(at|asked|ended|id)\":[^,}]*", ""));
        }
        return told;
    }

    @Test
    void who_tries_too_often_waits_and_does_not_fill_the_log() throws IOException {
        start(Kind.SQLITE);
        Client thief = new Client(server.address());
        for (int i = 0; i < 13; i++) {
            assertThat(thief.login("owner", "wrong password " + i).status()).isEqualTo(i < 10 ? 403 : 429);
        }
        assertThat(thief.login("owner", "once more, a wrong one").detail()).contains("Wait (5) minutes");
        assertThat(server.log()
                        .newest(new EventFilter(Event.INSTALLATION, null, "login.refused", null, null, null), 100))
                .hasSize(10);
    }

    @ParameterizedTest
    @EnumSource
    void the_log_is_filtered_by_person_kind_day_and_item_and_comes_in_pages(Kind kind) throws IOException {
        start(kind);
        Client ana = member("ana", Role.REVIEWER);
        for (int i = 0; i < 130; i++) {
            owner.post(path + "/labels", label(i % 10, i % 2, version(owner, i % 10)));
        }
        ana.post(path + "/labels", label(4, 0, version(ana, 4)));
        JsonNode first = ana.get(path + "/audit").json();
        assertThat(first.path("lines")).hasSize(100);
        assertThat(first.path("lines").get(0).path("by").asString()).isEqualTo("ana");
        JsonNode second =
                ana.get(path + "/audit?before=" + first.path("next").asLong()).json();
        assertThat(second.path("lines").get(0).path("seq").asLong())
                .isLessThan(first.path("lines").get(99).path("seq").asLong());
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(ana.get(path + "/audit?by=ana&kind=labelled").json().path("lines"))
                .hasSize(1);
        assertThat(ana.get(path + "/audit?item=4").json().path("lines")).hasSize(14);
        assertThat(ana.get(path + "/audit?until=2020-01-01").json().path("lines"))
                .isEmpty();
        assertThat(ana.get(path + "/audit?since=2020-01-01").json().path("lines"))
                .hasSize(100);
        assertThat(ana.get(path + "/audit?since=x").detail()).contains("(x), not a day");
        assertThat(ana.get(path + "/audit?before=x").status()).isEqualTo(400);
        assertThat(first.path("choices").path("people").toString()).contains("ana", "owner");
        String file = ana.get(path + "/audit/file?kind=labelled").response().body();
        assertThat(file.lines()).hasSize(132).first().isEqualTo("seq,act,at,by,kind,what,item,undone");
        assertThat(ana.get(path + "/audit/file?item=4&by=ana").response().body().lines())
                .hasSize(2);
    }

    @Test
    void a_reviewer_decides_where_two_people_differ() throws IOException {
        start(Kind.SQLITE);
        Client ana = member("ana", Role.LABELLER);
        Client ben = member("ben", Role.LABELLER);
        Client rita = member("rita", Role.REVIEWER);
        ana.post(path + "/labels", label(3, 0, 0));
        ben.post(path + "/labels", label(3, 1, version(ben, 3)));
        assertThat(ana.get(path + "/team/disagreements").status()).isEqualTo(403);
        JsonNode found = rita.get(path + "/team/disagreements").json();
        assertThat(found.path("total").asInt()).isEqualTo(1);
        JsonNode one = found.path("items").get(0);
        assertThat(one.path("votes")).hasSize(2);
        String decision = "{\"row\":3,\"label\":%d,\"version\":%d}";
        long version = one.path("version").asLong();
        assertThat(ben.post(path + "/adjudications", decision.formatted(1, version))
                        .status())
                .isEqualTo(403);
        assertThat(rita.post(path + "/adjudications", decision.formatted(1, version - 1))
                        .status())
                .isEqualTo(409);
        assertThat(rita.post(path + "/adjudications", decision.formatted(7, version))
                        .status())
                .isEqualTo(400);
        Answer decided = rita.post(path + "/adjudications", decision.formatted(0, version));
        assertThat(decided.status()).isEqualTo(201);
        ben.post(path + "/labels", label(3, 1, version(ben, 3)));
        assertThat(state(rita, 3).path("label").asInt()).isZero();
        assertThat(rita.get(path + "/team/disagreements").json().path("total").asInt())
                .isZero();
        rita.post(path + "/acts/%d/undo".formatted(decided.json().path("act").asLong()), "");
        assertThat(state(rita, 3).path("label").asInt()).isEqualTo(1);
        JsonNode agreement = rita.get(path + "/team/agreement").json();
        assertThat(agreement.path("items").asInt()).isEqualTo(1);
        assertThat(agreement.path("percent").asDouble()).isZero();
        assertThat(agreement.path("alpha").path("low").isNull()).isTrue();
        assertThat(rita.get(path + "/team/relabel").json().path("model").asBoolean())
                .isFalse();
        assertThat(rita.put(path + "/team/overlap", "{\"share\":0.2}").status()).isEqualTo(200);
        assertThat(rita.put(path + "/team/overlap", "{\"share\":2}").status()).isEqualTo(400);
        assertThat(rita.get(path + "/team").json().path("overlap").asDouble()).isEqualTo(0.2);
    }

    private JsonNode state(Client client, int row) {
        JsonNode item = client.get(path + "/items/" + row).json();
        return item.has("state") ? item.path("state") : item;
    }

    /** Every address and method, for every role: what changes something is beyond a viewer. */
    @Test
    void a_viewer_changes_nothing_a_stranger_sees_nothing_and_what_is_not_there_is_not_there() throws IOException {
        start(Kind.SQLITE);
        Client viewer = member("vera", Role.VIEWER);
        Client stranger = new Client(server.address());
        Map<String, String> own = Map.of("{project}", path.replaceFirst(".*/", ""));
        List<String> wrong = new ArrayList<>();
        int looked = 0;
        for (String endpoint : server.endpoints()) {
            String method = endpoint.replaceFirst(" .*", "");
            String address = endpoint.replaceFirst(".* ", "");
            if (!address.startsWith("/api/v1/") || address.contains("<")) {
                continue;
            }
            String here = filled(address, own);
            expect(wrong, 401, stranger, method, here);
            if (address.contains("{project}")) {
                String nowhere = filled(address, Map.of("{project}", "none"));
                expect(wrong, 404, viewer, method, nowhere);
                expect(wrong, 404, owner, method, nowhere);
            }
            if (!method.equals("GET") && !address.startsWith("/api/v1/me") && !FOR_ANYBODY.contains(endpoint)) {
                expect(wrong, 403, viewer, method, here);
                looked++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(looked).isGreaterThan(15);
    }

    private static void expect(List<String> wrong, int status, Client client, String method, String address) {
        int answered = ask(client, method, address).status();
        if (answered != status) {
            wrong.add("%s %s answers %d, not %d".formatted(method, address, answered, status));
        }
    }

    private static String filled(String address, Map<String, String> own) {
        String filled = address;
        for (Map.Entry<String, String> part : own.entrySet()) {
            filled = filled.replace(part.getKey(), part.getValue());
        }
        return filled.replaceAll("\\{[a-z]+\\}", "1");
    }

    private static Answer ask(Client client, String method, String address) {
        return client.send(
                method,
                address,
                method.equals("GET") ? "" : "{}",
                "X-Quarry",
                "1",
                "Accept",
                address.endsWith("/live") ? "text/event-stream" : "*/*");
    }
}
