package dev.quarry.golden;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * One case of a golden file.
 *
 * @param function the function that the file is about
 * @param json the case as it stands in the file
 */
record GoldenCase(String function, JsonNode json) {

    String id() {
        return json.get("id").asString();
    }

    String category() {
        return json.get("category").asString();
    }

    JsonNode output() {
        return json.path("output");
    }

    /** Whether {@code selected} is meant as a set, which the file lists in ascending order. */
    boolean asSet() {
        return json.path("selection_order").asString("").equals("set");
    }

    double relative() {
        return json.path("tolerance").path("relative").asDouble(0);
    }

    double absolute() {
        return json.path("tolerance").path("absolute").asDouble(0);
    }

    /** An input that must be there. */
    JsonNode input(String name) {
        JsonNode found = json.get("input").get(name);
        if (found == null) {
            throw new IllegalArgumentException("The case (%s) has no input (%s), which (%s) needs; it has %s."
                    .formatted(id(), name, function, json.get("input").propertyNames()));
        }
        return found;
    }

    GoldenArray array(String name) {
        return GoldenArray.of(input(name));
    }

    int integer(String name) {
        return input(name).asInt();
    }

    /** Asserts that all inputs are known: one that is ignored would make the comparison mean something else. */
    void requireInputs(Set<String> known) {
        Set<String> extra = new TreeSet<>(json.get("input").propertyNames());
        extra.removeAll(known);
        if (!extra.isEmpty()) {
            throw new IllegalArgumentException(
                    "The case (%s) has the inputs %s, which our (%s) does not take; it takes %s. Maybe the definition has changed: (%s)."
                            .formatted(
                                    id(),
                                    extra,
                                    function,
                                    new TreeSet<>(known),
                                    json.path("definition").asString("")));
        }
    }

    @Override
    public String toString() {
        return id();
    }
}
