package io.goleta.core.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The custom resource definitions of Velero's kinds, as YAML ready to be applied ({@code apiextensions.k8s.io/v1}). */
public final class Crds {
    private Crds() {}

    /** One document for each kind, in the order of the kinds' names. */
    public static List<String> all() {
        return VeleroKind.ALL.stream()
                .map(kind -> kind.id().resource())
                .sorted()
                .map(Crds::read)
                .toList();
    }

    private static String read(String plural) {
        String file = "/io/goleta/crds/" + plural + ".yaml";
        try (InputStream yaml = Crds.class.getResourceAsStream(file)) {
            if (yaml == null) {
                throw new IllegalStateException("the jar of goleta-core lacks " + file);
            }
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
