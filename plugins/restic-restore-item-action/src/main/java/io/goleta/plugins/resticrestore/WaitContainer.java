package io.goleta.plugins.resticrestore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The init container that ends when every volume holds the file {@code .velero/<restore uid>}. */
final class WaitContainer {
    /** What the node agent looks for in a pod before it restores into it. */
    static final String NAME = "restic-wait";

    private WaitContainer() {}

    /** As in {@code spec.initContainers} of a pod. */
    static Map<String, Object> content(
            WaitSettings settings, Map<String, Object> securityContext, String restoreUid, List<String> volumes) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", NAME);
        container.put("image", settings.image().reference());
        container.put("command", List.of(settings.command()));
        container.put("args", List.of(restoreUid));
        container.put("env", List.of(field("POD_NAMESPACE", "namespace"), field("POD_NAME", "name")));
        container.put("resources", settings.resources().content());
        container.put("volumeMounts", volumes.stream().map(WaitContainer::mount).toList());
        container.put("securityContext", securityContext);
        return container;
    }

    private static Map<String, Object> field(String variable, String metadata) {
        return Map.of("name", variable, "valueFrom", Map.of("fieldRef", Map.of("fieldPath", "metadata." + metadata)));
    }

    private static Map<String, Object> mount(String volume) {
        return Map.of("name", volume, "mountPath", "/restores/" + volume);
    }
}
