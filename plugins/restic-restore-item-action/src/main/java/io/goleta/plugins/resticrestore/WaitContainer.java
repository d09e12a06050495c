package io.goleta.plugins.resticrestore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The init container that ends when every volume holds the file {@code .velero/<restore uid>}, and removes it, except from volumes that
 * other pods share: they wait for the same file. Those it mounts read-only, so that a helper that does not know of that cannot remove
 * it either.
 */
final class WaitContainer {
    /** What the node agent looks for in a pod before it restores into it. */
    static final String NAME = "restic-wait";

    private static final String KEEP_MARKS = "KEEP_MARKS";

    private WaitContainer() {}

    /** A volume to wait for. */
    record Volume(String name, boolean isShared) {}

    /** As in {@code spec.initContainers} of a pod. */
    static Map<String, Object> content(
            WaitSettings settings, Map<String, Object> securityContext, String restoreUid, List<Volume> volumes) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", NAME);
        container.put("image", settings.image().reference());
        container.put("command", List.of(settings.command()));
        container.put("args", List.of(restoreUid));
        container.put("env", environment(volumes));
        container.put("resources", settings.resources().content());
        container.put("volumeMounts", volumes.stream().map(WaitContainer::mount).toList());
        container.put("securityContext", securityContext);
        return container;
    }

    private static List<Object> environment(List<Volume> volumes) {
        List<Object> variables =
                new ArrayList<>(List.of(field("POD_NAMESPACE", "namespace"), field("POD_NAME", "name")));
        List<String> shared =
                volumes.stream().filter(Volume::isShared).map(Volume::name).toList();
        if (!shared.isEmpty()) {
            variables.add(Map.of("name", KEEP_MARKS, "value", String.join(",", shared)));
        }
        return variables;
    }

    private static Map<String, Object> field(String variable, String metadata) {
        return Map.of("name", variable, "valueFrom", Map.of("fieldRef", Map.of("fieldPath", "metadata." + metadata)));
    }

    private static Map<String, Object> mount(Volume volume) {
        Map<String, Object> mount = new LinkedHashMap<>();
        mount.put("name", volume.name());
        mount.put("mountPath", "/restores/" + volume.name());
        if (volume.isShared()) {
            mount.put("readOnly", true);
        }
        return mount;
    }
}
