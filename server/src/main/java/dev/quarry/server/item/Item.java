package dev.quarry.server.item;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an item is.
 *
 * @param row its row in the project, from 0 on
 * @param id its id for life, by which strategies break ties; see {@link dev.quarry.item.Items#id}
 * @param name what people call it: a file, a key
 * @param content a text, or the path of a picture below its root; null for a row of numbers
 * @param root the folder that content is below: {@code uploads}, or the path of a folder on the server; null for none
 * @param sha256 of the file or the text; null where nobody computed it
 * @param fields the other columns as they came, in their order
 */
public record Item(
        int row,
        long id,
        String name,
        @Nullable String content,
        @Nullable String root,
        @Nullable String sha256,
        Map<String, String> fields) {

    /** The root of what was uploaded. */
    public static final String UPLOADS = "uploads";

    /** Keeps the order of the fields. */
    public Item {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
