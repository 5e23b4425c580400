package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.item.Item;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.web.Client.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers and careless programs may not do, through the real server. */
@Timeout(120)
class SecurityTest {

    @TempDir
    Path folder;

    private Path data;
    private Server server;
    private Client owner;

    @BeforeEach
    void start() throws IOException {
        data = folder.resolve("data");
        server = Server.start(Settings.local(data).withPort(0));
        owner = Client.owner(server);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String project() {
        String id = owner.post("/api/v1/projects", "{\"name\":\"Pets\",\"kind\":\"texts\"}")
                .json()
                .path("id")
                .asString();
        owner.post(
                "/api/v1/projects/%s/classes".formatted(id), "{\"name\":\"cat\",\"colour\":\"#aa0000\",\"key\":null}");
        return id;
    }

    private void item(String project, String name, String text) {
        new ItemTable(server.database().jdbi())
                .append(project, List.of(new Item(0, 0, name, text, null, null, Map.of())));
        server.log().act("test", pen -> {
            pen.write(project, new Fact.ItemsAdded(0, 1, "test"));
            return project;
        });
    }

    // ---- who is asking

    private static String filled(String path) {
        return path.replaceAll("[{<][^}>]*[}>]", "1");
    }

    @Test
    void every_address_that_changes_something_wants_the_header_of_our_own_page() {
        List<String> changing = server.endpoints().stream()
                .filter(one -> !one.startsWith("GET ") && !one.startsWith("HEAD "))
                .toList();
        assertThat(changing).hasSizeGreaterThan(50).allSatisfy(one -> {
            String[] parts = one.split(" ", -1);
            Answer answer = owner.send(parts[0], filled(parts[1]), "{}");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.detail()).contains("X-Quarry");
        });
    }

    @Test
    void every_address_but_the_entry_wants_somebody_who_is_known() {
        Client stranger = new Client(server.address());
        List<String> inner = server.endpoints().stream()
                .filter(one -> one.contains(" /api/v1/"))
                .toList();
        assertThat(inner).anyMatch(one -> one.endsWith("/live")).anyMatch(one -> one.endsWith("/exports/{file}"));
        assertThat(inner).allSatisfy(one -> {
            String[] parts = one.split(" ", -1);
            assertThat(stranger.send(parts[0], filled(parts[1]), "", "X-Quarry", "1")
                            .status())
                    .isEqualTo(401);
        });
    }

    @Test
    void another_name_for_this_address_is_refused_everywhere() throws IOException {
        for (String path : List.of("/", "/api/v1/projects", "/api/v1/projects/x/live", "/api/openapi.json")) {
            for (String host : List.of("evil.example", "127.0.0.1.evil.example", "[::2]:80", "[", "localhost.")) {
                assertThat(raw("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host)))
                        .matches("(?s)HTTP/1\\.1 (403|400) .*");
            }
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = socket()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket socket() throws IOException {
        URI address = URI.create(server.address());
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Test
    void behind_https_the_cookie_goes_nowhere_else() throws IOException {
        Settings settings = new Settings(folder.resolve("https"), null, "127.0.0.1", 0, List.of(), List.of(), true);
        try (Server behind = Server.start(settings)) {
            Answer entered = new Client(behind.address()).enter(Accounts.secret(behind.ownersAddress()));
            assertThat(entered.response().headers().firstValue("Set-Cookie"))
                    .hasValueSatisfying(cookie -> assertThat(cookie).contains("Secure", "HttpOnly", "SameSite=Strict"));
        }
    }

    @Test
    void who_was_logged_out_hears_no_more() throws Exception {
        String address = server.address() + "/api/v1/projects/%s/live".formatted(project());
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .headers("Cookie", owner.cookie(), "Accept", "text/event-stream")
                .build();
        try (HttpClient http = HttpClient.newHttpClient();
                InputStream body =
                        http.send(request, BodyHandlers.ofInputStream()).body()) {
            assertThat(owner.post("/api/entry/logout", "").status()).isEqualTo(204);
            assertThat(body.readAllBytes()).isNotNull(); // it ends; the timeout says when it does not
        }
    }

    // ---- what is sent in

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>",
                "<script>alert(1)</script>",
                "javascript:alert(1)",
                "\u202Egnp.exe",
                "{{7*7}}${7*7}",
                "\"><svg onload=alert(1)>"
            })
    void what_looks_like_markup_stays_text(String nasty) {
        String id = project();
        String path = "/api/v1/projects/" + id;
        item(id, nasty, nasty);
        String quoted = nasty.replace("\"", "\\\"");
        owner.post(path + "/notes", "{\"row\":0,\"note\":\"%s\"}".formatted(quoted));
        owner.post(path + "/classes", "{\"name\":\"%s\",\"colour\":\"#00aa00\",\"key\":null}".formatted(quoted));
        Answer item = owner.get(path + "/items/0");
        assertThat(item.json().path("text").asString()).isEqualTo(nasty);
        for (Answer answer : List.of(item, owner.get(path), owner.get(path + "/nothing/" + "%3Cimg%20src%3Dx%3E"))) {
            var headers = answer.response().headers();
            assertThat(headers.firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).matches("application/(problem\\+)?json.*"));
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "..%2f..%2fquarry.db",
                "%2e%2e%2f%2e%2e%2fquarry.db",
                "..%5c..%5cquarry.db",
                "%252e%252e%252fquarry.db",
                "%c0%ae%c0%ae%c0%afquarry.db",
                "quarry.db%00.csv",
                "C:%5Cquarry.db",
                "%5C%5Chost%5Cshare",
                "%5C%5C%3F%5CC:%5Cquarry.db",
                "quarry.db::$DATA",
                "%2fetc%2fpasswd"
            })
    void no_address_leads_to_a_file_of_the_server(String name) throws IOException {
        String path = "/api/v1/projects/" + project();
        for (String address : List.of(
                "/api/v1/projects/" + name,
                path + "/items/" + name + "/picture",
                path + "/items/" + name + "/thumbnail",
                path + "/skipped/" + name,
                path + "/exports/" + name,
                path + "/uploads/" + name,
                path + "/jobs/" + name,
                path + "/folders?path=" + name,
                "/" + name,
                "/assets/" + name)) {
            String answer = raw("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: %s\r\nConnection: close\r\n\r\n"
                    .formatted(address, owner.cookie()));
            assertThat(answer)
                    .as(address)
                    .startsWith("HTTP/1.1 ")
                    .doesNotContain("SQLite format 3", "root:x:", "HTTP/1.1 5", "Exception");
            if (address.startsWith("/api/")) {
                assertThat(answer).as(address).matches("(?s)HTTP/1\\.1 [34].*");
            }
        }
    }

    // ---- how much

    /** An upload that began and does not end. */
    private Socket upload(String path, String upload, String name) throws IOException {
        Socket socket = socket();
        OutputStream out = socket.getOutputStream();
        out.write(
                "PUT %s/uploads/%s/files?name=%s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: %s\r\nX-Quarry: 1\r\nContent-Length: 4\r\nConnection: close\r\n\r\na,"
                        .formatted(path, upload, name, owner.cookie())
                        .getBytes(StandardCharsets.UTF_8));
        out.flush();
        return socket;
    }

    @Test
    void uploads_that_hang_keep_nobody_from_labelling_and_more_of_them_are_refused() throws Exception {
        String id = project();
        String path = "/api/v1/projects/" + id;
        item(id, "one", "Miau");
        List<Socket> hanging = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                hanging.add(upload(path, begun(path), "t%d.csv".formatted(i)));
            }
            String other = begun(path);
            Answer refused = owner.put(path + "/uploads/%s/files?name=x.csv".formatted(other), new byte[2]);
            while (refused.status() != 429) { // those that hang may not have been begun yet
                Thread.sleep(50);
                refused = owner.put(path + "/uploads/%s/files?name=x.csv".formatted(begun(path)), new byte[2]);
            }
            assertThat(refused.detail()).contains("You have (8) uploads going on already");
            assertThat(refused.response().headers().firstValue("Retry-After")).hasValue("5");
            assertThat(owner.post(
                                    path + "/labels",
                                    "{\"row\":0,\"label\":0,\"version\":0,\"batch\":0,\"shown\":-1,\"mode\":\"single\",\"millis\":5}")
                            .status())
                    .isEqualTo(201);
            try (Socket first = hanging.removeFirst()) {
                first.getOutputStream().write("b\n".getBytes(StandardCharsets.UTF_8));
                BufferedReader answer =
                        new BufferedReader(new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8));
                assertThat(answer.readLine()).startsWith("HTTP/1.1 200");
            }
            assertThat(owner.put(path + "/uploads/%s/files?name=y.csv".formatted(other), new byte[2])
                            .status())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : hanging) {
                socket.close();
            }
        }
    }

    private String begun(String path) {
        return owner.post(path + "/uploads", "").json().path("id").asString();
    }

    @Test
    void a_request_that_fails_gives_its_turn_back() {
        String path = "/api/v1/projects/" + project();
        for (int i = 0; i < 20; i++) {
            assertThat(owner.post(path + "/labelfiles/none/preview", "{}").status())
                    .isEqualTo(404);
        }
    }

    /** Without an end to it the same job would come again and again, and push all others out of the list. */
    @Test
    void a_model_that_cannot_be_brought_back_is_not_tried_for_ever() throws Exception {
        String id = project();
        String path = "/api/v1/projects/" + id;
        owner.post(path + "/classes", "{\"name\":\"dog\",\"colour\":\"#00aa00\",\"key\":null}");
        List<Item> items = IntStream.range(0, 12)
                .mapToObj(row ->
                        new Item(row, row, "t" + row, row % 2 == 0 ? "Miau Miau" : "Wau Wau", null, null, Map.of()))
                .toList();
        new ItemTable(server.database().jdbi()).append(id, items);
        server.log().act("ana", pen -> {
            pen.write(id, new Fact.ItemsAdded(0, 12, "test"));
            for (int row = 0; row < 8; row++) {
                pen.write(id, new Fact.Labelled(row, row % 2, Provenance.HUMAN, 0, -1, "single", 900));
            }
            pen.write(id, new Fact.Trained(1, "random-forest", 8, 1, "features that are gone", 20));
            return id;
        });
        while (server.app().projects().get(id).models().size() < 2) { // then one is fitted anew
            Thread.sleep(50);
        }
        assertThat(owner.get(path + "/jobs")
                        .json()
                        .valueStream()
                        .filter(job -> job.path("state").asString().equals("failed")))
                .hasSizeBetween(1, 3);
    }

    @Test
    void a_large_request_is_refused() {
        Answer answer = owner.post("/api/v1/projects", "{\"name\":\"%s\"}".formatted("a".repeat(2 << 20)));
        assertThat(answer.status()).isEqualTo(413);
    }

    // ---- what is kept

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_who_runs_it_reads_what_is_kept() throws IOException {
        project();
        for (String name : List.of("", "projects", "staging", "logs")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))))
                    .as(name)
                    .isEqualTo("rwx------");
        }
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void a_copy_of_the_folder_is_a_backup() throws IOException {
        String id = project();
        item(id, "one", "Miau");
        String path = "/api/v1/projects/" + id;
        owner.post(
                path + "/labels",
                "{\"row\":0,\"label\":0,\"version\":0,\"batch\":0,\"shown\":-1,\"mode\":\"single\",\"millis\":5}");
        String before = owner.get(path + "/items/0").json().toString();
        server.close();
        Path copy = folder.resolve("copy");
        try (Stream<Path> all = Files.walk(data)) {
            for (Path one : all.toList()) {
                Files.copy(one, copy.resolve(data.relativize(one).toString()));
            }
        }
        server = Server.start(Settings.local(copy).withPort(0));
        assertThat(server.log().verify()).isPositive();
        assertThat(Client.owner(server).get(path + "/items/0").json().toString())
                .isEqualTo(before);
    }
}
