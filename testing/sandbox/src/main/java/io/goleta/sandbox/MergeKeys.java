package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which lists of the built-in kinds are merged element by element, and by which field; every other list is replaced. */
final class MergeKeys {

    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("ephemeralContainers", "name"),
            Map.entry("volumes", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry("env", "name"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("secrets", "name"),
            Map.entry("hostAliases", "ip"),
            Map.entry("conditions", "type"),
            Map.entry("ownerReferences", "uid"),
            Map.entry("addresses", "type"),
            Map.entry("taints", "key"),
            Map.entry("topologySpreadConstraints", "topologyKey"),
            Map.entry("webhooks", "name"));

    private static final Set<String> SETS = Set.of("finalizers", "loadBalancerSourceRanges", "podCIDRs");

    private MergeKeys() {}

    /** The field that identifies the elements of a list; null when the list is replaced as a whole. */
    static @Nullable String of(String list, JsonNode elements) {
        JsonNode first = elements.path(0);
        if (list.equals("ports")) {
            return first.has("containerPort") ? "containerPort" : first.has("port") ? "port" : null;
        }
        String key = KEYS.get(list);
        return key != null && (first.isMissingNode() || first.isObject()) ? key : null;
    }

    /** Whether a list of plain values is merged as a set. */
    static boolean isSet(String list) {
        return SETS.contains(list);
    }
}
