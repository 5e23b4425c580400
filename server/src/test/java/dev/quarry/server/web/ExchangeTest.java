package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.exchange.CsvLine;
import dev.quarry.server.item.Item;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.Databases;
import dev.quarry.server.store.Databases.Kind;
import dev.quarry.server.store.EventFilter;
import dev.quarry.server.store.Folders;
import dev.quarry.server.teach.PredictionStore;
import dev.quarry.server.web.Client.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init") // each test starts the server of its kind first
class ExchangeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> NAMES = List.of(
            "plain.txt",
            "=1+1",
            "with, comma",
            "\"quoted\"",
            "'apostrophe",
            "-0.5",
            "@cmd",
            "tab\there",
            "two\nlines",
            "Ünï 日本");

    @TempDir
    Path data;

    private Server server;
    private Client owner;
    private String id;
    private String path;

    private void start(Kind kind) throws IOException {
        Settings settings = Settings.local(data).withPort(0);
        server = Server.start(kind == Kind.SQLITE ? settings : settings.withDatabase(Databases.postgresql()));
        owner = Client.owner(server);
        id = fill();
        path = "/api/v1/projects/" + id;
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Labels of every origin, an undone one, one that was decided, a note, a flag, a merged class. */
    private String fill() throws IOException {
        String made = owner.post("/api/v1/projects", "{\"name\":\"Pets & more\",\"kind\":\"texts\"}")
                .json()
                .path("id")
                .asString();
        server.app().teacher().close(); // the model is the one that is written down here
        ItemTable items = new ItemTable(server.app().database().jdbi());
        List<Item> all = new ArrayList<>();
        for (int row = 0; row < NAMES.size(); row++) {
            long number = Items.id(NAMES.get(row));
            all.add(new Item(row, number, NAMES.get(row), "text " + row, null, null, Map.of("column", "=x" + row)));
        }
        items.append(made, all);
        act("ana", made, new Fact.ItemsAdded(0, NAMES.size(), "test"));
        act("ana", made, new Fact.ClassAdded(0, "cat", "#aa0000", "1"));
        act("ana", made, new Fact.ClassAdded(1, "=dog", "#00aa00", "2"));
        act("ana", made, new Fact.ClassAdded(2, "puppy", "#0000aa", "3"));
        act("ana", made, label(0, 0, Provenance.HUMAN), new Fact.Noted(0, "blurred"));
        act("ben", made, label(1, 1, Provenance.IMPLICIT));
        act("rule", made, new Fact.LabelledMany(List.of(2, 3), List.of(0, 1), Provenance.WEAK, "import"));
        act("ana", made, new Fact.LabelledMany(List.of(4), List.of(2), Provenance.IMPORTED, "import"));
        long act = act("ben", made, label(5, 0, Provenance.HUMAN));
        act("ben", made, new Fact.Undone(act, true));
        act("ben", made, label(6, 0, Provenance.HUMAN));
        act("rita", made, new Fact.Settled(6, 1), new Fact.Flagged(6, true));
        act("ben", made, label(6, 0, Provenance.HUMAN));
        act("rita", made, new Fact.ClassRetired(2, 0));
        long last = server.log().newest(all(made), 1).getFirst().seq();
        act("quarry", made, new Fact.Trained(1, "random-forest", 6, last, "f", 20));
        float[][] said = new float[NAMES.size()][];
        for (int row = 0; row < said.length; row++) {
            said[row] = row == 7 ? new float[] {0.95f, 0.05f} : new float[] {0.4f, 0.6f};
        }
        new PredictionStore(new Folders(data)).keep(made, 1, FloatMatrix.of(said));
        return made;
    }

    private static EventFilter all(String project) {
        return new EventFilter(project, null, null, null, null, null);
    }

    private long act(String by, String project, Fact... facts) {
        return server.log().act(by, pen -> {
            for (Fact fact : facts) {
                pen.write(project, fact);
            }
            return pen.act();
        });
    }

    private static Fact label(int row, int label, Provenance provenance) {
        return new Fact.Labelled(row, label, provenance, 3, 1, "single", 900);
    }

    private static String plan(String format, String provenances, String more) {
        return "{\"format\":\"%s\",\"provenances\":[%s],\"confident\":null,\"rows\":null,\"testShare\":0,\"spreadsheet\":true%s}"
                .formatted(format, provenances, more);
    }

    private static final String EVERY = "\"HUMAN\",\"IMPLICIT\",\"WEAK\",\"IMPORTED\",\"MODEL\"";

    /** The files of an export by name. */
    private Map<String, byte[]> export(String plan) throws IOException {
        return unzip(download(plan));
    }

    private byte[] download(String plan) {
        Answer asked = owner.post(path + "/exports", plan);
        assertThat(asked.status()).as(asked.detail()).isEqualTo(202);
        JsonNode job = await(asked.json().path("id").asString());
        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
        return owner.bytes(path + "/exports/" + job.path("result").path("file").asString())
                .body();
    }

    private JsonNode await(String job) {
        while (true) {
            JsonNode now = owner.get(path + "/jobs/" + job).json();
            if (List.of("done", "failed", "cancelled")
                    .contains(now.path("state").asString())) {
                return now;
            }
            Thread.onSpinWait();
        }
    }

    private static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static String text(Map<String, byte[]> files, String name) {
        assertThat(files).containsKey(name);
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    private String freshCopy() {
        String other = owner.post("/api/v1/projects", "{\"name\":\"Copy\",\"kind\":\"texts\"}")
                .json()
                .path("id")
                .asString();
        ItemTable items = new ItemTable(server.app().database().jdbi());
        List<Item> all = new ArrayList<>();
        items.each(id, 0, NAMES.size(), all::add);
        items.append(other, all);
        act("ana", other, new Fact.ItemsAdded(0, NAMES.size(), "test"));
        return other;
    }

    private Answer bring(String project, byte[] file, String plan, String what) {
        String address = "/api/v1/projects/%s/labelfiles".formatted(project);
        String sent = owner.postBytes(address, file).json().path("file").asString();
        return owner.post(address + "/" + sent + what, plan);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSV true", "CSV false", "JSONL true"})
    void labels_that_were_taken_out_come_back_the_same(String how) throws IOException {
        start(Kind.SQLITE);
        String format = how.replaceFirst(" .*", "");
        String plan = plan(format, EVERY, "")
                .replace("\"spreadsheet\":true", "\"spreadsheet\":" + how.replaceFirst(".* ", ""));
        byte[] file = download(plan);
        String copy = freshCopy();
        String importing = "{\"as\":\"IMPORTED\",\"replace\":false,\"addClasses\":true,\"least\":0}";
        JsonNode preview = bring(copy, file, importing, "/preview").json();
        assertThat(preview.path("matched").asInt()).isEqualTo(6);
        assertThat(preview.path("fresh").asInt()).isEqualTo(6);
        assertThat(preview.path("unknown").asInt()).isZero();
        assertThat(preview.path("newClasses")).hasSize(2);
        Answer done = bring(copy, file, importing, "");
        assertThat(done.json().path("labels").asInt()).isEqualTo(6);
        assertThat(names(copy)).isEqualTo(names(id)).hasSize(6);
        assertThat(bring(copy, file, importing, "").json().path("act").asLong())
                .as("nothing to do the second time")
                .isZero();
        owner.post(
                "/api/v1/projects/%s/acts/%d/undo"
                        .formatted(copy, done.json().path("act").asLong()),
                "");
        assertThat(names(copy)).isEmpty();
    }

    private Map<Integer, String> names(String project) {
        Project now = server.app().projects().get(project);
        Map<Integer, String> names = new LinkedHashMap<>();
        for (int row : now.labelled()) {
            names.put(row, now.classes().get(now.item(row).label()).name());
        }
        return names;
    }

    @Test
    void a_table_for_spreadsheets_runs_nothing_and_one_for_programs_is_exact() throws IOException {
        start(Kind.SQLITE);
        String escaped = text(export(plan("CSV", EVERY, "")), "labels.csv");
        assertThat(escaped)
                .contains("'=1+1,'=dog,implicit")
                .contains("'@cmd,'=dog")
                .contains(",name label");
        assertThat(escaped).doesNotContainPattern("(^|,)=");
        String exact =
                text(export(plan("CSV", EVERY, "").replace("spreadsheet\":true", "spreadsheet\":false")), "labels.csv");
        assertThat(exact)
                .contains(",=1+1,=dog,implicit")
                .doesNotContain("'=")
                .contains(",\"with, comma\",cat,weak,rule,");
        assertThat(CsvLine.isFormula("-0.5")).isFalse();
        assertThat(CsvLine.isFormula("+49 30 1234")).isTrue();
        for (String begin : List.of("=", "+", "-", "@", "\t", "\r", "\n")) {
            assertThat(CsvLine.isFormula(begin + "x")).as(begin).isTrue();
        }
    }

    @Test
    void the_scope_decides_which_labels_are_taken_and_the_manifest_says_so() throws IOException {
        start(Kind.SQLITE);
        Map<String, byte[]> files = export(plan("JSONL", "\"HUMAN\"", ""));
        assertThat(text(files, "labels.jsonl").lines()).hasSize(2);
        JsonNode manifest = JSON.readTree(text(files, "manifest.json"));
        assertThat(manifest.path("counts").path("byProvenance").path("human").asInt())
                .isEqualTo(2);
        assertThat(manifest.path("model").path("learner").asString()).isEqualTo("random-forest");
        assertThat(manifest.path("files").get(0).path("sha256").asString()).hasSize(64);
        assertThat(manifest.path("scope").asString()).isEqualTo("human");
        String model = plan("JSONL", "\"HUMAN\"", "").replace("\"confident\":null", "\"confident\":0.9");
        assertThat(text(export(model), "labels.jsonl").lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("tab\\there", "predicted", "0.9"));
        String some = plan("JSONL", EVERY, "").replace("\"rows\":null", "\"rows\":[0,3,9]");
        assertThat(text(export(some), "labels.jsonl").lines()).hasSize(2);
        JsonNode preview =
                owner.post(path + "/exports/preview", plan("CSV", EVERY, "")).json();
        assertThat(preview.path("counts").path("all").asInt()).isEqualTo(6);
        assertThat(preview.path("first")).hasSize(5);
        assertThat(owner.post(
                                path + "/exports/preview",
                                plan("CSV", EVERY, "").replace("\"testShare\":0", "\"testShare\":1"))
                        .status())
                .isEqualTo(400);
        assertThat(server.log().newest(all(id), 10))
                .extracting(Event::fact)
                .anySatisfy(fact -> assertThat(fact).isInstanceOf(Fact.Exported.class));
    }

    @Test
    void a_test_part_is_drawn_by_id_and_grows_with_its_share() throws IOException {
        start(Kind.SQLITE);
        String half = plan("JSONL", EVERY, "").replace("\"testShare\":0", "\"testShare\":0.4");
        String most = plan("JSONL", EVERY, "").replace("\"testShare\":0", "\"testShare\":0.95");
        List<String> first = test(text(export(half), "labels.jsonl"));
        assertThat(test(text(export(half), "labels.jsonl"))).isEqualTo(first);
        assertThat(test(text(export(most), "labels.jsonl"))).containsAll(first).hasSizeGreaterThan(first.size());
    }

    private static List<String> test(String lines) {
        return lines.lines()
                .map(JSON::readTree)
                .filter(line -> line.path("split").asString().equals("test"))
                .map(line -> line.path("id").asString())
                .toList();
    }

    @Test
    void folders_by_class_hold_every_file_once_under_a_name_that_every_system_takes() throws IOException {
        start(Kind.SQLITE);
        Map<String, byte[]> files = export(plan("FOLDERS", EVERY, ""));
        assertThat(files.keySet()).contains("cat/plain.txt.txt", "=dog/=1+1.txt", "index.csv", "manifest.json");
        assertThat(files).hasSize(6 + 2);
        assertThat(files.keySet()).allSatisfy(name -> assertThat(name).doesNotContain("..", "\\", "\"", "\n"));
        assertThat(text(files, "cat/plain.txt.txt")).isEqualTo("text 0");
    }

    @Test
    void predictions_and_the_log_in_neutral_words_and_what_is_missing_says_so() throws IOException {
        start(Kind.SQLITE);
        String predictions = text(export(plan("PREDICTIONS", EVERY, "")), "predictions.csv");
        assertThat(predictions.lines()).hasSizeGreaterThan(10);
        assertThat(predictions).startsWith("id,name,predicted,confidence,margin,p cat,p =dog");
        List<JsonNode> events = text(export(plan("EVENTS", EVERY, "")), "events.jsonl")
                .lines()
                .map(JSON::readTree)
                .toList();
        assertThat(events.stream().filter(e -> e.path("type").asString().equals("item.add")))
                .hasSize(10);
        assertThat(events).anySatisfy(event -> {
            assertThat(event.path("type").asString()).isEqualTo("label.set");
            assertThat(event.path("item").asString()).isEqualTo("=1+1");
            assertThat(event.path("prov").asString()).isEqualTo("implicit_accept");
            assertThat(event.path("value").get(0).asString()).isEqualTo("=dog");
            assertThat(event.path("shown").get(0).asString()).isEqualTo("=dog");
            assertThat(event.path("batch").asString()).isEqualTo("b-0003");
            assertThat(event.path("ms").asInt()).isEqualTo(900);
        });
        assertThat(events).anySatisfy(event -> {
            assertThat(event.path("type").asString()).isEqualTo("event.undo");
            assertThat(event.path("undoes").asLong()).isPositive();
        });
        Answer model = owner.post(path + "/exports", plan("MODEL", EVERY, ""));
        assertThat(await(model.json().path("id").asString()).path("failure").asString())
                .contains("file of the model (1) is gone");
        Files.createDirectories(new Folders(data).models(id));
        Files.writeString(new Folders(data).models(id).resolve("1.bundle"), "model");
        assertThat(text(export(plan("MODEL", EVERY, "")), "model/1.bundle")).isEqualTo("model");
    }

    @ParameterizedTest
    @EnumSource
    void a_whole_project_goes_on_elsewhere_with_the_same_history(Kind kind) throws IOException {
        start(kind);
        Path upload = new Folders(data).uploads(id).resolve("sub/cat.txt");
        Files.createDirectories(upload.getParent());
        Files.writeString(upload, "meow");
        byte[] archive = download(plan("ARCHIVE", EVERY, ""));
        Answer taken = owner.postBytes("/api/v1/archives", archive);
        assertThat(taken.status()).as(taken.detail()).isEqualTo(201);
        String copy = taken.json().path("id").asString();
        assertThat(copy).isNotEqualTo(id);
        Project was = server.app().projects().get(id);
        Project is = server.app().projects().get(copy);
        assertThat(is.size()).isEqualTo(was.size());
        assertThat(is.classes()).isEqualTo(was.classes());
        assertThat(is.votes().keySet()).isEqualTo(was.votes().keySet());
        for (int row = 0; row < was.size(); row++) {
            assertThat(unversioned(is.item(row))).as("row %d", row).isEqualTo(unversioned(was.item(row)));
        }
        assertThat(is.models().getFirst().learner()).isEqualTo("random-forest");
        assertThat(items(copy)).isEqualTo(items(id));
        assertThat(Files.readString(new Folders(data).uploads(copy).resolve("sub/cat.txt")))
                .isEqualTo("meow");
        List<Event> before = events(id);
        List<Event> after = events(copy);
        assertThat(after).hasSize(before.size() + 1 - exports(before));
        for (int i = 0; i < after.size() - 1; i++) {
            assertThat(after.get(i).at()).isEqualTo(before.get(i).at());
            assertThat(after.get(i).by()).isEqualTo(before.get(i).by());
            assertThat(after.get(i).fact().type())
                    .isEqualTo(before.get(i).fact().type());
        }
        assertThat(after.getLast().fact())
                .isEqualTo(new Fact.ProjectImported(
                        id, before.get(after.size() - 2).hash(), after.size() - 1));
        assertThat(server.log().verify()).isPositive();
        // an act that was undone there can be done again here
        Event undoing = after.stream()
                .filter(e -> e.fact() instanceof Fact.Undone)
                .findFirst()
                .orElseThrow();
        long act = ((Fact.Undone) undoing.fact()).act();
        owner.post("/api/v1/projects/%s/acts/%d/redo".formatted(copy, act), "");
        assertThat(is.item(5).label()).isZero();
    }

    private static int exports(List<Event> events) {
        return (int) events.stream()
                .filter(event -> event.fact() instanceof Fact.Exported)
                .count();
    }

    private static ItemState unversioned(ItemState state) {
        return new ItemState(
                state.label(),
                state.verdict(),
                state.provenance(),
                state.by(),
                state.at(),
                state.batch(),
                state.shown(),
                state.flagged(),
                state.note(),
                0);
    }

    private List<Item> items(String project) {
        List<Item> all = new ArrayList<>();
        new ItemTable(server.app().database().jdbi()).each(project, 0, 100, all::add);
        return all;
    }

    private List<Event> events(String project) {
        List<Event> all = new ArrayList<>();
        server.log().each(project, 0, all::add);
        return all;
    }

    @Test
    void an_archive_that_was_changed_or_leads_elsewhere_is_refused_and_leaves_no_project() throws IOException {
        start(Kind.SQLITE);
        byte[] archive = download(plan("ARCHIVE", EVERY, ""));
        int projects = owner.get("/api/v1/projects").json().size();
        assertThat(refused(changed(archive, "log.jsonl", text -> text.replace("\"ben\"", "\"eve\""))))
                .contains("(log.jsonl) of the archive is not the one that its manifest states");
        assertThat(refused(changed(archive, "items.jsonl", text -> text.replace("text 1", "text 2"))))
                .contains("(items.jsonl)");
        assertThat(refused(with(archive, "uploads/../../evil.txt"))).contains("leads elsewhere");
        assertThat(refused(with(archive, "/etc/evil.txt"))).contains("leads elsewhere");
        assertThat(refused(with(archive, "MANIFEST.json"))).contains("comes twice");
        assertThat(refused(download(plan("CSV", EVERY, "")))).contains("not a whole project");
        assertThat(refused("not a zip".getBytes(StandardCharsets.UTF_8))).contains("not a zip file");
        assertThat(owner.get("/api/v1/projects").json()).hasSize(projects);
        assertThat(data.resolve("evil.txt")).doesNotExist();
    }

    private String refused(byte[] archive) {
        Answer answer = owner.postBytes("/api/v1/archives", archive);
        assertThat(answer.status()).as(answer.detail()).isEqualTo(400);
        return answer.detail();
    }

    private static byte[] changed(byte[] archive, String name, UnaryOperator<String> change) throws IOException {
        Map<String, byte[]> files = unzip(archive);
        files.put(name, change.apply(text(files, name)).getBytes(StandardCharsets.UTF_8));
        return zip(files);
    }

    private static byte[] with(byte[] archive, String name) throws IOException {
        Map<String, byte[]> files = unzip(archive);
        files.put(name, new byte[] {1});
        return zip(files);
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void a_file_with_labels_says_first_what_it_would_do() throws IOException {
        start(Kind.SQLITE);
        byte[] file =
                "name,label,confidence\r\nplain.txt,=dog,0.9\r\n=1+1,=dog,1\r\n-0.5,fox,0.7\r\n@cmd,cat,0.2\r\nnone,cat,1\r\n"
                        .getBytes(StandardCharsets.UTF_8);
        String plan = "{\"as\":\"WEAK\",\"replace\":false,\"addClasses\":false,\"least\":0.5}";
        JsonNode preview = bring(id, file, plan, "/preview").json();
        assertThat(preview.path("lines").asInt()).isEqualTo(5);
        assertThat(preview.path("matched").asInt()).isEqualTo(3);
        assertThat(preview.path("by").asString()).isEqualTo("name");
        assertThat(preview.path("fresh").asInt()).isEqualTo(1);
        assertThat(preview.path("same").asInt()).isEqualTo(1);
        assertThat(preview.path("conflicts").asInt()).isEqualTo(1);
        assertThat(preview.path("doubtful").asInt()).isEqualTo(1);
        assertThat(preview.path("newClasses").get(0).asString()).isEqualTo("fox");
        assertThat(preview.path("someUnknown").get(0).asString()).isEqualTo("none");
        assertThat(preview.path("someConflicts").get(0).path("has").asString()).isEqualTo("cat");
        assertThat(bring(id, file, plan, "").json().path("act").asLong()).isZero();
        String taking = "{\"as\":\"WEAK\",\"replace\":true,\"addClasses\":true,\"least\":0.5}";
        assertThat(bring(id, file, taking, "").json().path("labels").asInt()).isEqualTo(2);
        assertThat(server.app().projects().get(id).item(0).provenance()).isEqualTo(Provenance.WEAK);
        assertThat(server.app().projects().get(id).item(0).label()).isEqualTo(1);
        assertThat(bring(id, "a,b\r\n1,2\r\n".getBytes(StandardCharsets.UTF_8), plan, "/preview")
                        .detail())
                .contains("columns (a, b); it needs (label)");
        assertThat(bring(id, "name,label\r\n\"a,b\r\n".getBytes(StandardCharsets.UTF_8), plan, "/preview")
                        .detail())
                .contains("quote that begins in line (2) does not end");
        assertThat(bring(id, new byte[] {(byte) 0xff, (byte) 0xfe, 0x41}, plan, "/preview")
                        .detail())
                .contains("not UTF-8");
        assertThat(bring(id, file, plan.replace("WEAK", "HUMAN"), "/preview").status())
                .isEqualTo(400);
    }
}
