package io.goleta.core.restore;

import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every namespace gets its service account {@code default} from the cluster, so the one in the backup always finds one: what it has
 * more is added, and what they disagree about stays as it is. Pure.
 */
final class AccountMerge {
    private AccountMerge() {}

    /** A merge patch; empty when nothing is missing. */
    static Map<String, Object> additions(KubernetesObject inCluster, KubernetesObject wanted) {
        Map<String, Object> patch = new LinkedHashMap<>();
        for (String list : List.of("secrets", "imagePullSecrets")) {
            List<Map<String, Object>> all = new ArrayList<>(inCluster.maps(list));
            wanted.maps(list).stream()
                    .filter(entry -> all.stream().noneMatch(has -> isSameName(has, entry)))
                    .forEach(all::add);
            if (all.size() > inCluster.maps(list).size()) {
                patch.put(list, all);
            }
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (String map : List.of("labels", "annotations")) {
            Map<String, Object> missing = new LinkedHashMap<>(wanted.map("metadata", map));
            missing.keySet().removeAll(inCluster.map("metadata", map).keySet());
            if (!missing.isEmpty()) {
                metadata.put(map, missing);
            }
        }
        if (!metadata.isEmpty()) {
            patch.put("metadata", metadata);
        }
        return patch;
    }

    private static boolean isSameName(Map<String, Object> a, Map<String, Object> b) {
        return String.valueOf(a.get("name")).equals(String.valueOf(b.get("name")));
    }
}
