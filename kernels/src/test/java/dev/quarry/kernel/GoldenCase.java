package dev.quarry.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One case of a golden file of the schema {@code al-golden/1}. */
record GoldenCase(JsonNode node) {

    /** The cases of a function that must be met; skips the test where the folder is absent. */
    static List<GoldenCase> of(String function) {
        Path file = Path.of(System.getProperty("quarry.golden", "absent"), "cases", function + ".json");
        Assumptions.assumeTrue(Files.exists(file), "There are no golden cases at " + file);
        JsonNode cases = JsonMapper.shared().readTree(file.toFile()).get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(GoldenCase::new)
                .toList();
    }

    String id() {
        return node.get("id").asString();
    }

    DoubleMatrix input(String name) {
        return matrix(node.get("input").get(name));
    }

    DoubleMatrix output(String name) {
        return matrix(node.get("output").get(name));
    }

    int[] inputs(String name) {
        return ints(node.get("input").get(name));
    }

    int[] outputs(String name) {
        return ints(node.get("output").get(name));
    }

    private static DoubleMatrix matrix(JsonNode array) {
        JsonNode data = array.get("data");
        double[] values = new double[data.size()];
        for (int j = 0; j < values.length; j++) {
            values[j] = data.get(j).asDouble();
        }
        int rows = array.get("shape").get(0).asInt();
        return DoubleMatrix.wrap(values, rows, rows == 0 ? 0 : values.length / rows);
    }

    private static int[] ints(JsonNode array) {
        JsonNode data = array.get("data");
        int[] values = new int[data.size()];
        for (int j = 0; j < values.length; j++) {
            values[j] = data.get(j).asInt();
        }
        return values;
    }
}
