package io.goleta.plugins.gcp.server;

import java.util.Optional;

/**
 * What has to hold for a request to be done; a generation of 0 is that of an object that is not there.
 *
 * @see <a href="https://cloud.google.com/storage/docs/request-preconditions">Request preconditions</a>
 */
record Preconditions(
        Optional<Long> generation,
        Optional<Long> notGeneration,
        Optional<Long> metageneration,
        Optional<Long> notMetageneration) {
    static Preconditions of(Call call) {
        return new Preconditions(
                number(call, "ifGenerationMatch"),
                number(call, "ifGenerationNotMatch"),
                number(call, "ifMetagenerationMatch"),
                number(call, "ifMetagenerationNotMatch"));
    }

    static Optional<Long> number(Call call, String name) {
        try {
            return call.parameter(name).map(Long::parseLong);
        } catch (NumberFormatException e) {
            throw GcsError.invalid("Invalid value for " + name);
        }
    }

    /** Refuses the request when they do not hold. */
    void require(Optional<StoredObject> current) {
        long now = current.map(StoredObject::generation).orElse(0L);
        long meta = current.isPresent() ? StoredObject.METAGENERATION : 0;
        if (generation.filter(wanted -> wanted != now).isPresent()
                || notGeneration.filter(wanted -> wanted == now).isPresent()
                || metageneration.filter(wanted -> wanted != meta).isPresent()
                || notMetageneration.filter(wanted -> wanted == meta).isPresent()) {
            throw GcsError.precondition();
        }
    }
}
