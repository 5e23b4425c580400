package dev.quarry.cli;

import tools.jackson.databind.json.JsonMapper;

/** JSON for programs: one line, keys in the order they were put. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
