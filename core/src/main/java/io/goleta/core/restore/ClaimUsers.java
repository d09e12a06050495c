package io.goleta.core.restore;

import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** How many pods in the backup mount a claim. Reads the pods of a namespace when it is first asked about it. Thread-safe. */
final class ClaimUsers {
    private final BackupContents backup;
    private final Map<String, Map<String, Integer>> namespaces = new ConcurrentHashMap<>();

    ClaimUsers(BackupContents backup) {
        this.backup = backup;
    }

    boolean isShared(String namespace, String claim) {
        return namespaces.computeIfAbsent(namespace, this::count).getOrDefault(claim, 0) > 1;
    }

    private Map<String, Integer> count(String namespace) {
        Map<String, Integer> pods = new HashMap<>();
        backup.items(GroupResource.PODS)
                .filter(id -> namespace.equals(id.namespace()))
                .flatMap(id -> backup.read(id).stream())
                .map(ClaimUsers::claims)
                .forEach(claims -> claims.forEach(claim -> pods.merge(claim, 1, Integer::sum)));
        return pods;
    }

    private static Set<String> claims(KubernetesObject pod) {
        return new Pod(pod)
                .volumes().stream()
                        .map(PodVolume::claimName)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet());
    }
}
