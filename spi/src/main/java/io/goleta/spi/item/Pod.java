package io.goleta.spi.item;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A pod as far as its volumes are concerned: what its specification says about them, read in one place for everybody. Immutable.
 *
 * @param object the pod as the API server, or the backup, has it
 */
public record Pod(KubernetesObject object) {
    /** Its name. */
    public String name() {
        return object.name();
    }

    /** Its namespace; empty when the object has none. */
    public String namespace() {
        return Objects.requireNonNullElse(object.namespace(), "");
    }

    /** All volumes, in the order of the specification. */
    public List<PodVolume> volumes() {
        return object.maps("spec", "volumes").stream()
                .map(KubernetesObject::of)
                .map(source -> new PodVolume(this, source.string("name").orElse(""), source))
                .toList();
    }

    /** The volume of this name; empty when the pod has none. */
    public Optional<PodVolume> volume(String name) {
        return volumes().stream().filter(volume -> volume.name().equals(name)).findFirst();
    }
}
