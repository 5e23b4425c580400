package dev.quarry.server.project;

import org.jspecify.annotations.Nullable;

/**
 * A class of a project.
 *
 * @param number from 0 on; it never changes
 * @param colour {@code #rrggbb}
 * @param key the key that chooses it; null for none
 * @param retired whether it is offered no more
 */
public record LabelClass(
        int number, String name, String colour, @Nullable String key, boolean retired) {}
