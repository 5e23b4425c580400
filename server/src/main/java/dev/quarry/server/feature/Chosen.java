package dev.quarry.server.feature;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which features models see: a setting of the project.
 *
 * @param blocks at least one
 */
public record Chosen(List<One> blocks) {

    /** The setting that holds it. */
    public static final String KEY = "features";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /**
     * One block.
     *
     * @param scaled whether each column gets mean 0 and deviation 1
     */
    public record One(String key, boolean scaled) {}

    /** States the rules. */
    public Chosen {
        blocks = List.copyOf(blocks);
        Set<String> keys = new HashSet<>();
        for (One one : blocks) {
            if (!keys.add(one.key)) {
                throw new IllegalArgumentException("The features (%s) are named twice.".formatted(one.key));
            }
        }
    }

    /**
     * What a text says.
     *
     * @throws IllegalArgumentException if it does not say it
     */
    public static Chosen read(String json) {
        try {
            return JSON.readValue(json, Chosen.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "The setting (%s) cannot be read: %s.".formatted(KEY, e.getOriginalMessage()), e);
        }
    }

    /** The text of it. */
    public String write() {
        return JSON.writeValueAsString(this);
    }
}
