package io.goleta.plugins.gcp.server;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The buckets of the server. */
final class Buckets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]");

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Buckets(InstantSource clock) {
        this.clock = clock;
    }

    void create(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a bucket: " + name);
        }
        if (buckets.putIfAbsent(name, new Bucket(name, clock)) != null) {
            throw new IllegalArgumentException("there is one already: " + name);
        }
    }

    /** Refuses when there is none. */
    Bucket get(String name) {
        return Optional.ofNullable(buckets.get(name)).orElseThrow(GcsError::noBucket);
    }
}
