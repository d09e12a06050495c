package io.goleta.core.restore;

import io.goleta.core.run.RunReporter;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Claims that were created to be filled with files of the backup, until a pod is found through which that is done. Files go into a
 * volume only through a pod that mounts it, so a restore without the pod leaves the claim empty, which nobody should have to find
 * out alone. Thread-safe.
 */
final class EmptyClaims {
    private record Address(String namespace, String name) {}

    private final Set<Address> created = ConcurrentHashMap.newKeySet();
    private final Set<Address> filled = ConcurrentHashMap.newKeySet();

    void created(KubernetesObject claim) {
        created.add(new Address(String.valueOf(claim.namespace()), claim.name()));
    }

    void filledThrough(KubernetesObject pod, List<BackedUpVolume> volumes) {
        List<String> names = volumes.stream().map(BackedUpVolume::volume).toList();
        for (PodVolume volume : new Pod(pod).volumes()) {
            if (names.contains(volume.name())) {
                volume.claimName().ifPresent(claim -> filled.add(new Address(String.valueOf(pod.namespace()), claim)));
            }
        }
    }

    void report(RunReporter findings) {
        created.stream()
                .filter(claim -> !filled.contains(claim))
                .forEach(claim -> findings.warn(
                        claim.namespace(),
                        "DATA MISSING: persistent volume claim " + claim.name()
                                + " has a new and empty volume. Its files are"
                                + " in the backup, but no pod that mounts it was created by this restore; restore the pod"
                                + " as well, or delete the claim and restore both"));
    }
}
