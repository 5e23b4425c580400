package dev.quarry.server.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session, an invitation or the token of a program, without its secret, which nobody knows but its holder.
 *
 * @param id by which it is revoked; it opens nothing
 * @param account whose it is; of an invitation, who made it
 * @param name what people call it; empty where it has no name
 * @param scope of a token what it may be used for, of an invitation the role; empty otherwise
 * @param project the project that an invitation leads into; null otherwise
 * @param seen when it was last used; null where it never was
 * @param place from where it was made; null where nobody knows
 */
public record Credential(
        String id,
        String account,
        String name,
        String scope,
        @Nullable String project,
        Instant created,
        Instant expires,
        @Nullable Instant seen,
        @Nullable String place) {}
