package dev.quarry.server.start;

import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The values in one field of an item: one, or several where it holds tags. */
final class Tags {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Tags() {}

    /** A list in JSON, several with {@code ;} or {@code |} between them, or one; none where the field is blank. */
    static List<String> of(String field) {
        String text = field.strip();
        if (text.startsWith("[") && text.endsWith("]")) {
            try {
                return clean(JSON.readValue(text, String[].class));
            } catch (JacksonException e) {
                return List.of(text); // brackets, but no list
            }
        }
        return clean(text.split("[;|]"));
    }

    private static List<String> clean(String[] parts) {
        return Arrays.stream(parts)
                .filter(part -> part != null && !part.isBlank())
                .map(String::strip)
                .distinct()
                .toList();
    }
}
