package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.item.Item;
import dev.quarry.server.web.Client.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class WordsTest {

    @TempDir
    Path data;

    private Server server;
    private Client owner;

    @BeforeEach
    void start() throws IOException {
        server = Server.start(Settings.local(data).withPort(0));
        owner = Client.owner(server);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String project(String kind) {
        return owner.post("/api/v1/projects", "{\"name\":\"Letters\",\"kind\":\"%s\"}".formatted(kind))
                .json()
                .path("id")
                .asString();
    }

    /** A project of texts in which a model was taught with the class of every second one. */
    private Blobs taught(List<String> texts, List<Integer> labels, List<String> classes, String features)
            throws InterruptedException {
        Blobs project = new Blobs(server, owner, project("texts"), texts.size(), classes.size(), 1);
        server.app()
                .items()
                .append(
                        project.id(),
                        IntStream.range(0, texts.size())
                                .mapToObj(row ->
                                        new Item(row, row, "t%d".formatted(row), texts.get(row), null, null, Map.of()))
                                .toList());
        server.log().act("test", pen -> {
            pen.write(project.id(), new Fact.ItemsAdded(0, texts.size(), "test"));
            return 0;
        });
        for (String name : classes) {
            owner.post(
                    project.path("/classes"), "{\"name\":\"%s\",\"colour\":\"#aa0000\",\"key\":null}".formatted(name));
        }
        Answer built = owner.put(
                project.path("/features"), "{\"blocks\":[{\"key\":\"%s\",\"scaled\":false}]}".formatted(features));
        server.app().jobs().await(built.json().path("id").asString());
        List<Integer> rows = IntStream.range(0, texts.size())
                .filter(row -> row % 2 == 0)
                .boxed()
                .toList();
        server.log().act("owner", pen -> {
            pen.write(
                    project.id(),
                    new Fact.LabelledMany(rows, rows.stream().map(labels::get).toList(), Provenance.HUMAN, "test"));
            return 0;
        });
        owner.put(
                project.path("/teaching"),
                owner.get(project.path("/teaching"))
                        .response()
                        .body()
                        .replaceAll("\"learner\":\"[^\"]*\"", "\"learner\":\"logistic-regression\""));
        owner.post(project.path("/teach"), "{}");
        project.await(() -> project.queue().json().path("model").asInt() > 0);
        project.quiet();
        return project;
    }

    private static List<String> words(Answer answer) {
        assertThat(answer.status()).as(answer.detail()).isEqualTo(200);
        return answer.json().path("words").values().stream()
                .map(word -> word.path("word").asString())
                .toList();
    }

    /** What is said fits the text, and what the model says of the whole text. */
    private void assertFits(Blobs project, int row, Answer answer) {
        JsonNode item = owner.get(project.path("/items/" + row)).json();
        JsonNode said = answer.json();
        int label = said.path("label").asInt();
        double known = -1;
        for (JsonNode one : item.path("prediction").path("classes")) {
            known = one.path("label").asInt() == label ? one.path("probability").asDouble() : known;
        }
        assertThat(said.path("probability").asDouble()).isCloseTo(known, within(1e-5));
        double last = 1;
        String text = item.path("text").asString();
        for (JsonNode word : said.path("words")) {
            assertThat(word.path("drop").asDouble()).isPositive().isLessThanOrEqualTo(last);
            last = word.path("drop").asDouble();
            for (JsonNode place : word.path("places")) {
                assertThat(text.substring(
                                place.path("from").asInt(), place.path("to").asInt()))
                        .isEqualToIgnoringCase(word.path("word").asString());
            }
        }
    }

    @Test
    void words_that_make_the_difference_are_named_with_their_places() throws Exception {
        List<String> texts = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        String[][] telling = {{"parcel", "delivery"}, {"Invoice", "payment"}};
        String[] others = {"the", "hello", "team", "please", "answer", "soon", "lamp", "tent", "book"};
        for (int i = 0; i < 120; i++) {
            int label = i / 2 % 2;
            texts.add("%s %s, %s about my %s: %s %s!"
                    .formatted(
                            others[i % 9],
                            others[i * 7 % 9],
                            telling[label][i / 4 % 2],
                            others[i * 5 % 9],
                            others[i * 4 % 9],
                            telling[label][i / 4 % 2]));
            labels.add(label);
        }
        Blobs project = taught(texts, labels, List.of("delivery", "payment"), "words");
        for (int row : new int[] {1, 3, 5, 7}) {
            Answer likeliest = owner.get(project.path("/items/%d/words".formatted(row)));
            assertThat(likeliest.json().path("label").asInt()).isEqualTo(labels.get(row));
            assertThat(words(likeliest).getFirst()).isEqualToIgnoringCase(telling[labels.get(row)][row / 4 % 2]);
            assertThat(likeliest.json().path("words").get(0).path("places")).hasSize(2);
            assertFits(project, row, likeliest);
            Answer other = owner.get(project.path("/items/%d/words?label=%d".formatted(row, 1 - labels.get(row))));
            assertThat(words(other)).doesNotContain(words(likeliest).getFirst());
            assertFits(project, row, other);
        }
        assertThat(owner.get(project.path("/items/1/words?label=7")).detail())
                .startsWith("The model (")
                .contains("does not know the class (7)");
        assertThat(owner.get(project.path("/items/999/words")).status()).isEqualTo(404);
    }

    @Test
    void where_words_cannot_be_asked_for_a_sentence_says_so() {
        String texts = "/api/v1/projects/" + project("texts");
        String id = texts.replaceFirst(".*/", "");
        server.app().items().append(id, List.of(new Item(0, 1, "a", "hello", null, null, Map.of())));
        server.log().act("test", pen -> {
            pen.write(id, new Fact.ItemsAdded(0, 1, "test"));
            return 0;
        });
        Answer none = owner.get(texts + "/items/0/words");
        assertThat(none.status()).isEqualTo(409);
        assertThat(none.detail()).isEqualTo("There is no model yet that words could speak to.");
        Blobs rows = Blobs.begin(server, owner, 20, 2).withFeatures();
        assertThat(owner.get(rows.path("/items/0/words")).status()).isEqualTo(404);
    }

    @Test
    void in_real_messages_the_words_of_advertising_speak_for_it() throws Exception {
        Path messages = Path.of(System.getProperty("quarry.data", "")).resolve("sms-spam/SMSSpamCollection");
        assumeTrue(Files.exists(messages), "There is no data set sms-spam in (quarry.data), so it is not tried.");
        List<String> texts = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (String line : Files.readAllLines(messages).subList(0, 1_500)) {
            String[] parts = line.split("\t", 2);
            labels.add(parts[0].equals("spam") ? 1 : 0);
            texts.add(parts[1]);
        }
        Blobs project = taught(texts, labels, List.of("ham", "spam"), "tf-idf");
        Set<String> named = new HashSet<>();
        int asked = 0;
        for (int row = 1; row < texts.size() && asked < 25; row += 2) {
            if (labels.get(row) == 1) {
                Answer answer = owner.get(project.path("/items/%d/words?label=1".formatted(row)));
                named.addAll(words(answer).subList(0, Math.min(4, words(answer).size())));
                assertFits(project, row, answer);
                asked++;
            }
        }
        assertThat(named).contains("free", "call", "txt").containsAnyOf("prize", "claim", "won", "urgent", "mobile");
    }
}
