package io.goleta.dist;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Reads the YAML that tests are written in. */
final class Manifests {
    private Manifests() {}

    /** One document; flow style is welcome (the client's parser takes a text that starts with a brace for JSON). */
    static GenericKubernetesResource of(String yaml) {
        return Serialization.unmarshal("---\n" + yaml.strip(), GenericKubernetesResource.class);
    }
}
