package io.goleta.server.loop;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Optional;

/**
 * What a reconcile wants: the loop, and nobody else, carries it out.
 *
 * @param update the object as it should be; only what differs from what was reconciled is written, as a merge patch
 * @param delete whether the object is deleted
 * @param again when to reconcile next even if nothing changes
 */
public record Outcome<T extends HasMetadata>(Optional<T> update, boolean delete, Optional<Duration> again) {

    /** Nothing to do until the object changes. */
    public static <T extends HasMetadata> Outcome<T> done() {
        return new Outcome<>(Optional.empty(), false, Optional.empty());
    }

    /** Write what differs. */
    public static <T extends HasMetadata> Outcome<T> update(T changed) {
        return new Outcome<>(Optional.of(changed), false, Optional.empty());
    }

    /** Delete the object. */
    public static <T extends HasMetadata> Outcome<T> deleted() {
        return new Outcome<>(Optional.empty(), true, Optional.empty());
    }

    /** Nothing to do now, look again later. */
    public static <T extends HasMetadata> Outcome<T> after(Duration delay) {
        return new Outcome<>(Optional.empty(), false, Optional.of(delay));
    }

    /** The same, and look again later. */
    public Outcome<T> again(Duration delay) {
        return new Outcome<>(update, delete, Optional.of(delay));
    }
}
