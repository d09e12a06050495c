package io.goleta.core.restore;

import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.podvolume.HostPaths;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.item.KubernetesObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which volumes of which pods the backup holds, according to its PodVolumeBackups. Immutable. */
final class BackedUpVolumes {
    /** What the backup knows about a claim. */
    enum ClaimData {
        /** Its files, to be restored through a pod. */
        FILES,
        /** That it was empty. */
        NOTHING,
        /** That reading its files failed, or that they are in a format nobody here can read. */
        LOST
    }

    private record Address(String namespace, String name) {}

    private final HostPaths targets;
    private final Set<String> dataMovers;
    private final Map<Address, Map<String, BackedUpVolume>> snapshots = new HashMap<>();
    private final Map<Address, Map<String, String>> unreadable = new HashMap<>();
    private final Map<Address, Map<String, String>> refused = new HashMap<>();
    private final Map<Address, ClaimData> claims = new HashMap<>();

    private BackedUpVolumes(HostPaths targets, Set<String> dataMovers) {
        this.targets = targets;
        this.dataMovers = Set.copyOf(dataMovers);
    }

    /**
     * @param dataMovers the names of those that can read what they wrote
     * @param targets which directories of nodes may be written
     * @param withClaims false when the restore leaves claims out: then it must not write into those that are in the cluster
     */
    static BackedUpVolumes of(
            List<KubernetesObject> podVolumeBackups, Set<String> dataMovers, HostPaths targets, boolean withClaims) {
        BackedUpVolumes volumes = new BackedUpVolumes(targets, dataMovers);
        podVolumeBackups.stream()
                .filter(backup -> withClaims || claimOf(backup).isEmpty())
                .forEach(volumes::add);
        return volumes;
    }

    /** The volumes of a pod that can be restored. */
    List<BackedUpVolume> of(String namespace, String pod) {
        return List.copyOf(
                snapshots.getOrDefault(new Address(namespace, pod), Map.of()).values());
    }

    /** The volumes of a pod that are in the backup but were written by a program nobody here can read, with its name. */
    Map<String, String> unreadable(String namespace, String pod) {
        return unreadable.getOrDefault(new Address(namespace, pod), Map.of());
    }

    /** The volumes of a pod that are in the backup but were directories of a node that may not be written, with the reason. */
    Map<String, String> refused(String namespace, String pod) {
        return refused.getOrDefault(new Address(namespace, pod), Map.of());
    }

    /** What the backup holds of a claim; empty when nobody tried to back its files up. */
    Optional<ClaimData> ofClaim(String namespace, String claim) {
        return Optional.ofNullable(claims.get(new Address(namespace, claim)));
    }

    private void add(KubernetesObject backup) {
        String namespace = backup.string("spec", "pod", "namespace").orElse("");
        Address pod =
                new Address(namespace, backup.string("spec", "pod", "name").orElse(""));
        String volume = backup.string("spec", "volume").orElse("");
        String uploader = backup.string("spec", "uploaderType").orElse("");
        String dataMover = UploaderType.dataMover(uploader);
        String snapshot = backup.string("status", "snapshotID").orElse("");
        ClaimData data = ClaimData.LOST;
        if (!dataMovers.contains(dataMover)) {
            unreadable.computeIfAbsent(pod, key -> new LinkedHashMap<>()).put(volume, UploaderType.of(dataMover));
        } else if (refusal(backup).orElse(null) instanceof String reason) {
            refused.computeIfAbsent(pod, key -> new LinkedHashMap<>()).put(volume, reason);
        } else if (!snapshot.isEmpty()) {
            snapshots
                    .computeIfAbsent(pod, key -> new LinkedHashMap<>())
                    .put(volume, new BackedUpVolume(volume, snapshot, dataMover));
            data = ClaimData.FILES;
        } else if (PodVolumePhase.of(backup)
                .filter(PodVolumePhase.Completed::equals)
                .isPresent()) {
            data = ClaimData.NOTHING;
        }
        ClaimData found = data;
        // Several pods may have used the claim: the best that any of them left counts.
        claimOf(backup)
                .ifPresent(claim ->
                        claims.merge(new Address(namespace, claim), found, (a, b) -> a.compareTo(b) <= 0 ? a : b));
    }

    private Optional<String> refusal(KubernetesObject backup) {
        return Optional.ofNullable(backup.annotations().get(VeleroApi.HOST_PATH))
                .flatMap(targets::reasonToRefuse);
    }

    private static Optional<String> claimOf(KubernetesObject backup) {
        return Optional.ofNullable(backup.annotations().get(VeleroApi.PVC_NAME));
    }
}
