package io.goleta.sandbox;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What part of a list is wanted.
 *
 * @param namespace empty for all
 * @param after key of the last object of the page before
 * @param limit 0 for no limit
 * @param atVersion 0 for the newest state, else the list as it was at that resource version
 * @param counts whether to count what remains
 */
record ListRequest(
        String namespace,
        @Nullable String after,
        int limit,
        Predicate<StoredObject> filter,
        long atVersion,
        boolean counts) {}
