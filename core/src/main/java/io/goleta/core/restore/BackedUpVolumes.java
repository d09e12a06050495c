package io.goleta.core.restore;

import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.itemaction.RestoreItemActions.ItemToRestore;
import io.goleta.core.podvolume.HostPaths;
import io.goleta.core.podvolume.VolumeRestores;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The volumes of pods in the backup, according to its PodVolumeBackups, and their restore into the pods that are created. Thread-safe.
 */
final class BackedUpVolumes {
    /** What the backup has of a claim. */
    enum ClaimData {
        /** Its files, to be restored through a pod. */
        FILES,
        /** That it was empty. */
        NOTHING,
        /** That reading its files failed, or that they are in a format that cannot be read here. */
        LOST
    }

    private record Address(String namespace, String name) {}

    private final Set<String> dataMovers;
    private final HostPaths targets;
    private final VolumeRestores restores;
    private final RunReporter reporter;
    private final Map<Address, Map<String, BackedUpVolume>> snapshots = new HashMap<>();
    private final Map<Address, Map<String, String>> unreadable = new HashMap<>();
    private final Map<Address, Map<String, String>> refused = new HashMap<>();
    private final Map<Address, ClaimData> claims = new HashMap<>();

    /**
     * @param withClaims false when the restore excludes claims: then it must not write into those that are in the cluster
     * @param dataMovers the names of those that there are: what others wrote cannot be read
     * @param targets which directories of nodes may be written
     */
    BackedUpVolumes(
            List<KubernetesObject> podVolumeBackups,
            boolean withClaims,
            Set<String> dataMovers,
            HostPaths targets,
            VolumeRestores restores,
            RunReporter reporter) {
        this.dataMovers = Set.copyOf(dataMovers);
        this.targets = targets;
        this.restores = restores;
        this.reporter = reporter;
        podVolumeBackups.stream()
                .filter(backup -> withClaims || claimOf(backup).isEmpty())
                .forEach(this::add);
    }

    /** The volumes of a pod that can be restored. */
    List<BackedUpVolume> of(String namespace, String pod) {
        return List.copyOf(
                snapshots.getOrDefault(new Address(namespace, pod), Map.of()).values());
    }

    /** What the backup has of a claim; empty when its files were not to be backed up. */
    Optional<ClaimData> ofClaim(KubernetesObject claim) {
        return ofClaim(namespace(claim), claim.name());
    }

    /** The same, by its address in the backup. */
    Optional<ClaimData> ofClaim(String namespace, String claim) {
        return Optional.ofNullable(claims.get(new Address(namespace, claim)));
    }

    /**
     * The volumes to restore into a pod: exactly those an action named, because the pod waits for exactly those.
     *
     * @param original the pod in the backup
     * @throws GoletaException PLUGIN when the pod would wait for a volume that the backup does not have
     */
    List<BackedUpVolume> wantedBy(ItemToRestore pod, KubernetesObject original) {
        List<BackedUpVolume> all = of(namespace(original), original.name());
        List<BackedUpVolume> wanted = all.stream()
                .filter(volume -> pod.volumes().contains(volume.volume()))
                .toList();
        if (wanted.size() < pod.volumes().size()) {
            throw new GoletaException(
                    Fault.PLUGIN,
                    "an action makes the pod wait for volumes " + pod.volumes() + ", but the backup holds " + names(all)
                            + " of it; the pod would wait for ever");
        }
        return wanted;
    }

    /**
     * Starts restoring volumes into a pod that this restore has created, and reports those that are not restored.
     *
     * @param original the pod in the backup
     */
    void restoreInto(KubernetesObject pod, KubernetesObject original, List<BackedUpVolume> wanted) {
        restores.start(pod, namespace(original), wanted);
        reportIgnored(pod, original, wanted);
        Address address = new Address(namespace(original), original.name());
        refused.getOrDefault(address, Map.of())
                .forEach((volume, reason) -> reporter.error(
                        pod.namespace(),
                        "DATA MISSING: volume " + volume + " of pod " + pod.name() + " is not restored: " + reason
                                + "; its snapshot stays in the backup"));
        unreadable
                .getOrDefault(address, Map.of())
                .forEach((volume, uploader) -> reporter.error(
                        pod.namespace(),
                        "DATA MISSING: volume " + volume + " of pod " + pod.name() + " was backed up with " + uploader
                                + ", which cannot be read here"));
    }

    private void reportIgnored(KubernetesObject pod, KubernetesObject original, List<BackedUpVolume> wanted) {
        Set<String> withFiles = new Pod(original)
                .volumes().stream()
                        .filter(volume -> !volume.isFilledByOthers())
                        .map(PodVolume::name)
                        .collect(Collectors.toSet());
        List<String> ignored = names(of(namespace(original), original.name())).stream()
                .filter(withFiles::contains)
                .filter(volume -> !names(wanted).contains(volume))
                .toList();
        if (!ignored.isEmpty()) {
            reporter.error(
                    pod.namespace(),
                    "DATA MISSING: volumes " + ignored + " of pod " + pod.name()
                            + " are in the backup but not restored,"
                            + " because no plugin took care of them; see \"velero plugin get\" for one of kind"
                            + " RestoreItemAction that does");
        }
    }

    private void add(KubernetesObject backup) {
        String namespace = backup.string("spec", "pod", "namespace").orElse("");
        Address pod =
                new Address(namespace, backup.string("spec", "pod", "name").orElse(""));
        String volume = backup.string("spec", "volume").orElse("");
        String dataMover =
                UploaderType.dataMover(backup.string("spec", "uploaderType").orElse(""));
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

    private static List<String> names(List<BackedUpVolume> volumes) {
        return volumes.stream().map(BackedUpVolume::volume).toList();
    }

    private static String namespace(KubernetesObject object) {
        return Objects.requireNonNullElse(object.namespace(), "");
    }
}
