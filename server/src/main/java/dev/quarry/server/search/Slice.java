package dev.quarry.server.search;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quarry.server.project.Project;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A part of a project that somebody gave a name.
 *
 * @param query which items; asked anew each time
 * @param rows which items, where they were chosen one by one: only these, and the query must fit them too
 * @param by who named it
 */
public record Slice(
        @JsonProperty("name") String name,
        @JsonProperty("query") String query,
        @JsonProperty("rows") @Nullable List<Integer> rows,
        @JsonProperty("by") String by) {

    /** The setting of a project that holds its slices. */
    public static final String SETTING = "slices";

    private static final int LONGEST_NAME = 60;
    private static final int MOST = 200;
    private static final int MOST_ROWS = 50_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Slice>> LIST = new TypeReference<>() {};

    /** States the rules. */
    public Slice {
        name = name.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('"') >= 0) {
            throw new IllegalArgumentException(
                    "The name of a slice has between 1 and (%d) characters and no quotes, unlike (%s)."
                            .formatted(
                                    LONGEST_NAME,
                                    name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name));
        }
        query = query.strip();
        Query.parse(query);
        if (rows != null) {
            rows = rows.stream().distinct().sorted().toList();
        }
    }

    /** The slices of a project, in the order in which they were named. */
    public static List<Slice> of(Project project) {
        return project.setting(SETTING).map(text -> JSON.readValue(text, LIST)).orElse(List.of());
    }

    static Map<String, Slice> named(Project project) {
        Map<String, Slice> named = new LinkedHashMap<>();
        of(project).forEach(slice -> named.put(slice.name, slice));
        return named;
    }

    /** The setting with one more slice, or with another query for one that there is. */
    public static String with(List<Slice> slices, Slice added) {
        if (slices.size() >= MOST) {
            throw new IllegalStateException("There are (%d) slices already. Maybe take one away.".formatted(MOST));
        }
        List<Slice> all = Stream.concat(slices.stream().filter(one -> !one.name.equals(added.name)), Stream.of(added))
                .toList();
        int named = all.stream()
                .mapToInt(one -> one.rows == null ? 0 : one.rows.size())
                .sum();
        if (named > MOST_ROWS) {
            throw new IllegalStateException(
                    "The slices name (%d) items one by one; they may name (%d). Maybe describe them by a query, or take a slice away."
                            .formatted(named, MOST_ROWS));
        }
        return JSON.writeValueAsString(all);
    }

    /**
     * The setting without a slice.
     *
     * @throws NoSuchElementException if there is none of this name
     */
    public static String without(List<Slice> slices, String name) {
        List<Slice> left = slices.stream().filter(one -> !one.name.equals(name)).toList();
        if (left.size() == slices.size()) {
            throw new NoSuchElementException("There is no slice (%s).".formatted(name));
        }
        return JSON.writeValueAsString(left);
    }
}
