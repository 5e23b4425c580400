package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.quarry.learn.Learner;
import dev.quarry.part.Parts;
import dev.quarry.server.job.Job;
import dev.quarry.server.teach.Teaching;
import dev.quarry.server.web.Client.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FormTest extends WithServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Those of the plugin that this app is to follow, and what the issue names beside them. */
    private static final List<String> PROMISED =
            List.of("random-forest", "gradient-boosting", "bagging", "ada-boost", "logistic-regression");

    private Blobs blobs;

    @BeforeEach
    void begin() {
        blobs = Blobs.begin(server, owner, 60, 3).withFeatures();
    }

    private Map<String, JsonNode> forms(String address) {
        Map<String, JsonNode> forms = new LinkedHashMap<>();
        blobs.client()
                .get(blobs.path(address))
                .json()
                .forEach(form -> forms.put(form.path("name").asString(), form));
        return forms;
    }

    private Answer put(String learner, String strategy) {
        ObjectNode settings = (ObjectNode) JSON.readTree(Teaching.STANDARD.write());
        settings.put("learner", learner).put("strategy", strategy).put("batch", 3);
        return blobs.client().send("PUT", blobs.path("/teaching"), settings.toString(), "X-Quarry", "1");
    }

    private Job train() throws InterruptedException {
        blobs.quiet();
        Answer asked = blobs.client().post(blobs.path("/teach"), "");
        return server.app().jobs().await(asked.json().path("id").asString());
    }

    private static Map<String, JsonNode> params(JsonNode form) {
        Map<String, JsonNode> params = new LinkedHashMap<>();
        form.path("params").forEach(param -> params.put(param.path("key").asString(), param));
        return params;
    }

    private static JsonNode the(Map<String, JsonNode> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    @Test
    void every_choice_that_a_form_offers_can_be_saved_and_trained() throws InterruptedException {
        blobs.many(0, 30);
        Map<String, JsonNode> learners = forms("/learners");
        assertThat(learners.keySet()).containsAll(PROMISED);
        List<String> specs = new ArrayList<>();
        for (String name : PROMISED) {
            assertThat(the(learners, name).path("disabled").isNull()).isTrue();
            specs.add(name);
            params(the(learners, name)).forEach((key, param) -> {
                String few = switch (param.path("type").asString()) {
                    case "int", "double" -> key.equals("trees") || key.equals("members") ? "3" : null;
                    default -> null;
                };
                if (few != null) {
                    specs.add("%s{%s: %s}".formatted(name, key, few));
                }
                specs.add(
                        "%s{%s: %s}".formatted(name, key, param.path("default").asString()));
                for (JsonNode value : param.path("values")) {
                    if (value.path("disabled").isNull()
                            && !isDeep(value.path("name").asString())) {
                        specs.add("%s{%s: %s}"
                                .formatted(name, key, value.path("name").asString()));
                    }
                }
                if (param.path("type").asString().equals("boolean")) {
                    specs.add("%s{%s: true}".formatted(name, key));
                    specs.add("%s{%s: false}".formatted(name, key));
                }
            });
        }
        assertThat(specs)
                .contains(
                        "random-forest{criterion: entropy}",
                        "bagging{learner: k-nearest-neighbours}",
                        "bagging{learner: svm}",
                        "bagging{learner: decision-tree}",
                        "ada-boost{learner: svm}",
                        "gradient-boosting{subsample: 1.0}");
        for (String spec : specs.stream().distinct().toList()) {
            Answer saved = put(spec, "margin");
            assertThat(saved.status()).as("%s: %s", spec, saved.detail()).isEqualTo(200);
            Job job = train();
            assertThat(job.state()).as("%s: %s", spec, job.failure()).isEqualTo(Job.State.DONE);
        }
    }

    /** Networks in a committee take long, and most of them take nothing but pictures. */
    private static boolean isDeep(String learner) {
        return Parts.find(Learner.class, learner)
                .filter(type -> type.type().getPackageName().endsWith(".torch"))
                .isPresent();
    }

    @Test
    void what_cannot_work_is_refused_with_the_reason_before_anything_is_trained() {
        JsonNode base = the(params(the(forms("/learners"), "ada-boost")), "learner");
        @Nullable JsonNode neighbours = null;
        for (JsonNode value : base.path("values")) {
            if (value.path("name").asString().equals("k-nearest-neighbours")) {
                neighbours = value;
            }
        }
        Objects.requireNonNull(neighbours);
        assertThat(neighbours.path("disabled").asString()).contains("cannot be boosted");
        assertThat(put("ada-boost{learner: k-nearest-neighbours}", "margin").detail())
                .isEqualTo(neighbours.path("disabled").asString());
        Map<String, JsonNode> strategies = forms("/strategies");
        assertThat(the(strategies, "margin").path("disabled").isNull()).isTrue();
        assertThat(the(strategies, "k-center").path("cold").asBoolean()).isTrue();
        assertThat(the(strategies, "margin").path("cold").asBoolean()).isFalse();
        assertThat(the(strategies, "bald").path("disabled").asString()).contains("more than one strategy can supply");
        strategies.values().stream()
                .filter(form -> !form.path("disabled").isNull())
                .forEach(form -> assertThat(
                                put("random-forest", form.path("name").asString())
                                        .detail())
                        .isEqualTo(form.path("disabled").asString()));
        assertThat(put("random-forest{trees: 0}", "margin").detail()).contains("The trees (0) must be at least 1");
        assertThat(put("random-forest{tree: 5}", "margin").detail()).contains("Maybe (trees)");
        assertThat(put("random-forest", "margim").detail()).contains("Maybe (margin)");
    }

    @Test
    void every_preset_learns_from_a_cold_start_and_asks() throws InterruptedException {
        blobs.many(0, 9);
        JsonNode presets = blobs.client().get(blobs.path("/presets")).json();
        assertThat(presets.size()).isEqualTo(4);
        for (JsonNode preset : presets) {
            String learner = preset.path("learner").asString();
            Answer saved = put(learner, preset.path("strategy").asString());
            assertThat(saved.status()).as(saved.detail()).isEqualTo(200);
            Job job = train();
            assertThat(job.state()).as("%s: %s", preset, job.failure()).isEqualTo(Job.State.DONE);
            blobs.quiet();
            Answer batch = blobs.next(20);
            assertThat(Blobs.rows(batch)).hasSize(20);
            assertThat(batch.json().path("items").findValuesAsString("purpose")).contains("ACTIVE");
            blobs.client().post(blobs.path("/queue/release"), "{\"rows\":%s}".formatted(Blobs.rows(batch)));
        }
    }

    @Test
    void a_small_network_learns_where_the_class_path_has_one() throws InterruptedException {
        assumeThat(forms("/learners")).as("learners here").containsKey("mlp");
        blobs.many(0, 30);
        Answer saved = put("mlp{hidden: [16]}", "badge");
        assertThat(saved.status()).as(saved.detail()).isEqualTo(200);
        Job job = train();
        assertThat(job.state()).as(String.valueOf(job.failure())).isEqualTo(Job.State.DONE);
        assertThat(the(forms("/strategies"), "bait").path("disabled").isNull())
                .as("what needs a linear last layer goes with it")
                .isTrue();
    }

    @Test
    void an_estimate_is_made_without_keeping_anything() throws InterruptedException {
        Answer asked = blobs.client().post(blobs.path("/teaching/estimate"), Teaching.STANDARD.write());
        assertThat(asked.status()).as(asked.detail()).isEqualTo(202);
        Job job = server.app().jobs().await(asked.json().path("id").asString());
        assertThat(job.state()).as(String.valueOf(job.failure())).isEqualTo(Job.State.DONE);
        JsonNode estimate = JSON.valueToTree(job.result());
        assertThat(estimate.path("fitMillis").asInt()).isPositive();
        assertThat(estimate.path("queryMillis").asInt()).isPositive();
        assertThat(server.app().projects().get(blobs.id()).models()).isEmpty();
        assertThat(blobs.queue().json().path("model").asInt()).isZero();
    }
}
