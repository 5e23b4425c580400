package dev.quarry.lab.report;

import dev.quarry.lab.result.Configuration;
import dev.quarry.lab.result.Results;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** The resolved configuration as a file: equal configurations give equal bytes. */
public final class ConfigurationJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ConfigurationJson() {}

    /** Indented JSON with a line feed at its end. */
    public static String of(Configuration configuration) {
        return JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(configuration)
                        .replace("\r\n", "\n") + "\n";
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws tools.jackson.core.JacksonException if it is something else
     */
    public static Configuration read(String text) {
        return JSON.readValue(text, Configuration.class);
    }

    /** The configuration for people, and what ran it: names and values in order. */
    static Map<String, String> lines(Results results) {
        Configuration c = results.configuration();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("dataset", c.dataset());
        lines.put("data (SHA-256)", c.data());
        lines.put(
                "size",
                "%d items, %d features, %d classes"
                        .formatted(c.items(), c.features(), c.classes().size()));
        lines.put(
                "pool",
                IntStream.range(0, c.pool().size())
                        .mapToObj(i ->
                                "%s %d".formatted(c.classes().get(i), c.pool().get(i)))
                        .collect(Collectors.joining(", ")));
        lines.put("test rows", c.test());
        lines.put("features", c.scaling());
        lines.put("learner", c.learner().resolved());
        c.contenders().forEach(contender -> lines.put("strategy " + contender.name(), contender.resolved()));
        lines.put("start, batch, budget", "%d, %d, %d".formatted(c.start(), c.batch(), c.budget()));
        lines.put(
                "seeds",
                c.seeds() == 1
                        ? "" + c.firstSeed()
                        : "%d to %d".formatted(c.firstSeed(), c.firstSeed() + c.seeds() - 1));
        lines.put("Quarry", c.version());
        lines.put("Java", results.jdk());
        return lines;
    }
}
