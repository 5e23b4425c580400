package dev.quarry.lab.report;

import dev.quarry.lab.measure.Comparison;
import dev.quarry.lab.measure.LabelsSaved;
import dev.quarry.lab.measure.Paired;
import dev.quarry.lab.measure.Standing;
import dev.quarry.lab.result.Results;
import dev.quarry.lab.statistics.Sample;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The results as one JSON object for programs. A number that does not exist is null. */
public final class SummaryJson {

    private static final JsonMapper JSON = new JsonMapper();

    private SummaryJson() {}

    /** With the selection times, which are measured and so never the same twice. One line, no line feed at its end. */
    public static String withTimes(Results results) {
        return JSON.writeValueAsString(tree(results, true));
    }

    /** Without them: the same results give the same bytes. Indented, with a line feed at its end. */
    public static String withoutTimes(Results results) {
        return JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(tree(results, false))
                        .replace("\r\n", "\n") + "\n";
    }

    private static ObjectNode tree(Results results, boolean times) {
        Comparison comparison = Comparison.of(results);
        ObjectNode root = JSON.createObjectNode();
        root.put("dataset", results.configuration().dataset());
        root.put("learner", results.configuration().learner().name());
        root.put("conclusion", Conclusion.of(results, comparison).headline());
        ArrayNode strategies = root.putArray("strategies");
        for (Standing standing : comparison.standings()) {
            strategies.add(strategy(standing, times));
        }
        ArrayNode missing = root.putArray("missing");
        for (Results.Missing one : results.missing()) {
            ObjectNode node = missing.addObject();
            node.put("strategy", one.strategy());
            ArrayNode seeds = node.putArray("seeds");
            one.seeds().forEach(seeds::add);
        }
        return root;
    }

    private static ObjectNode strategy(Standing standing, boolean times) {
        ObjectNode node = JSON.createObjectNode();
        node.put("strategy", standing.strategy());
        node.put("seeds", standing.seeds());
        node.set("aulc", sample(standing.area()));
        node.set("balancedAulc", sample(standing.balancedArea()));
        node.set("final", sample(standing.finalAccuracy()));
        Paired paired = standing.againstRandom();
        LabelsSaved saved = paired == null ? new LabelsSaved(Double.NaN, Double.NaN, Double.NaN) : paired.saved();
        put(node, "wilcoxonP", paired == null ? Double.NaN : paired.test().p());
        put(node, "holmP", paired == null ? Double.NaN : paired.holm());
        put(node, "labelsSaved", saved.saved());
        put(node, "labelsSavedShare", saved.share());
        if (times) {
            put(node, "selectSeconds", standing.selectSeconds().mean());
        }
        return node;
    }

    private static ObjectNode sample(Sample sample) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "mean", sample.mean());
        put(node, "sd", sample.sd());
        return node;
    }

    private static void put(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        } else {
            node.putNull(key);
        }
    }
}
