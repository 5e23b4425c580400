package dev.quarry.server.data;

import org.jspecify.annotations.Nullable;

/**
 * Where data is: either of the two.
 *
 * @param upload the id of an upload
 * @param folder the path of a folder of the server
 */
public record Source(@Nullable String upload, @Nullable String folder) {

    /** One of both must be there. */
    public Source {
        if ((upload == null) == (folder == null)) {
            throw new IllegalArgumentException("Either an upload or a folder of the server must be named.");
        }
    }
}
