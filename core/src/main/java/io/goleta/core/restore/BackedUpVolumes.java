package io.goleta.core.restore;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.itemaction.RestoreItemActions.ItemToRestore;
import io.goleta.core.podvolume.VolumeRestores;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The volumes of pods in the backup, according to its PodVolumeBackups, and their restore into the pods that are created. The files of
 * a claim belong to the claim: every pod that mounts it has them, whichever pod they were read through. Thread-safe.
 */
final class BackedUpVolumes {
    private record Address(String namespace, String name) {}

    private final Function<ItemId, Optional<KubernetesObject>> backup;
    private final VolumeRestores restores;
    private final RunReporter reporter;
    private final Map<Address, Map<String, VolumeData>> volumes = new HashMap<>();
    private final Map<Address, VolumeData> claims = new HashMap<>();
    private final Set<Address> readThrough = new HashSet<>();
    private final VolumeSnapshotRecords snapshots;
    private final ClaimUsers users;
    private final Set<Address> reported = ConcurrentHashMap.newKeySet();

    /**
     * @param backup its objects
     * @param podVolumeBackups its PodVolumeBackups
     * @param reading what becomes of each of them
     * @param snapshots the volumes whose data the backup has in snapshots
     * @param users the pods in the backup by the claims that they mount
     */
    BackedUpVolumes(
            Function<ItemId, Optional<KubernetesObject>> backup,
            List<KubernetesObject> podVolumeBackups,
            PodVolumeReading reading,
            VolumeSnapshotRecords snapshots,
            ClaimUsers users,
            VolumeRestores restores,
            RunReporter reporter) {
        this.backup = backup;
        this.snapshots = snapshots;
        this.users = users;
        this.restores = restores;
        this.reporter = reporter;
        podVolumeBackups.forEach(found -> add(found, reading));
    }

    /** Warns of files that are not restored because the restore leaves out what they belong to. */
    void reportExcluded(List<String> leftOut, Predicate<ItemId> admitted) {
        List<String> excluded = claims.entrySet().stream()
                .filter(claim -> claim.getValue() instanceof VolumeData.Excluded)
                .map(Map.Entry::getKey)
                .filter(claim -> admitted.test(new ItemId(GroupResource.PODS, claim.namespace(), claim.name())))
                .map(claim -> claim.namespace() + "/" + claim.name())
                .sorted()
                .toList();
        if (!excluded.isEmpty()) {
            reporter.warn("The restore leaves out " + String.join(" and ", leftOut)
                    + ", so the files of these persistent volume claims are not restored: "
                    + String.join(", ", excluded));
        }
    }

    /** The volumes of a pod that can be restored, in the pod's order. */
    List<BackedUpVolume> of(String namespace, String pod) {
        return of(backup.apply(new ItemId(GroupResource.PODS, namespace, pod)));
    }

    private List<BackedUpVolume> of(Optional<KubernetesObject> original) {
        return original.stream()
                .flatMap(pod -> new Pod(pod).volumes().stream())
                .filter(volume -> !volume.isFilledByOthers())
                .flatMap(volume -> data(volume).flatMap(data -> restorable(volume, data)).stream())
                .toList();
    }

    private static Optional<BackedUpVolume> restorable(PodVolume volume, VolumeData data) {
        return data instanceof VolumeData.Files files
                ? Optional.of(new BackedUpVolume(volume.name(), files.snapshotId(), files.dataMover()))
                : Optional.empty();
    }

    private Optional<VolumeData> data(PodVolume volume) {
        String namespace = volume.pod().namespace();
        Map<String, VolumeData> own =
                volumes.getOrDefault(new Address(namespace, volume.pod().name()), Map.of());
        return volume.claimName()
                .flatMap(claim -> ofClaim(namespace, claim))
                .or(() -> Optional.ofNullable(own.get(volume.name())));
    }

    /** Whether files were read through this very pod, and not only through others that share its claims. */
    boolean wereReadThrough(String namespace, String pod) {
        return readThrough.contains(new Address(namespace, pod));
    }

    /** Whether other pods in the backup mount the claim behind a volume of a pod. */
    boolean isShared(String namespace, String pod, String volume) {
        return backup.apply(new ItemId(GroupResource.PODS, namespace, pod))
                .flatMap(found -> new Pod(found).volume(volume))
                .flatMap(PodVolume::claimName)
                .filter(claim -> users.isShared(namespace, claim))
                .isPresent();
    }

    /** What the backup has of a claim; empty when its files were not to be backed up. */
    Optional<VolumeData> ofClaim(KubernetesObject claim) {
        return ofClaim(namespace(claim), claim.name());
    }

    /** The same, by its address in the backup. */
    Optional<VolumeData> ofClaim(String namespace, String claim) {
        return Optional.ofNullable(claims.get(new Address(namespace, claim)));
    }

    /** Why data of a claim that the backup should have cannot be restored, to be read after "because"; empty when nothing is known. */
    Optional<String> lossOf(KubernetesObject claim) {
        return ofClaim(claim)
                .flatMap(data -> data instanceof VolumeData.Lost lost ? Optional.of(lost.reason()) : Optional.empty())
                .or(() -> snapshots.of(claim));
    }

    /** Remembers that the restore has said about a claim what is missing. */
    void reported(KubernetesObject claim) {
        reported.add(new Address(namespace(claim), claim.name()));
    }

    /**
     * The volumes to restore into a pod: exactly those an action named, because the pod waits for exactly those.
     *
     * @param original the pod in the backup
     * @throws GoletaException PLUGIN when the pod would wait for a volume that the backup does not have
     */
    List<BackedUpVolume> wantedBy(ItemToRestore pod, KubernetesObject original) {
        if (pod.volumes().isEmpty()) {
            return List.of();
        }
        List<BackedUpVolume> all = of(Optional.of(original));
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
        List<String> ignored = new ArrayList<>();
        for (PodVolume volume : new Pod(original).volumes()) {
            if (!volume.isFilledByOthers()) {
                data(volume).ifPresent(data -> {
                    if (data instanceof VolumeData.Files && !names(wanted).contains(volume.name())) {
                        ignored.add(volume.name());
                    } else {
                        report(pod, volume, data);
                    }
                });
            }
        }
        if (!ignored.isEmpty()) {
            reporter.error(
                    pod.namespace(),
                    "DATA MISSING: volumes " + ignored + " of pod " + pod.name()
                            + " are in the backup but not restored,"
                            + " because no plugin took care of them; see \"velero plugin get\" for one of kind"
                            + " RestoreItemAction that does");
        }
    }

    private void report(KubernetesObject pod, PodVolume volume, VolumeData data) {
        // A claim is reported once, with the claim itself if it was restored.
        if (volume.claimName()
                .filter(claim -> !reported.add(new Address(volume.pod().namespace(), claim)))
                .isPresent()) {
            return;
        }
        String subject = "volume " + volume.name() + " of pod " + pod.name();
        if (data instanceof VolumeData.Lost lost) {
            reporter.error(pod.namespace(), "DATA MISSING: " + subject + " is not restored: " + lost.reason());
        } else if (data instanceof VolumeData.Files files && !files.incomplete().isEmpty()) {
            reporter.warn(
                    pod.namespace(),
                    subject + " is restored without files that could not be backed up: " + files.incomplete());
        }
    }

    private void add(KubernetesObject backedUp, PodVolumeReading reading) {
        String namespace = backedUp.string("spec", "pod", "namespace").orElse("");
        Address pod =
                new Address(namespace, backedUp.string("spec", "pod", "name").orElse(""));
        String volume = backedUp.string("spec", "volume").orElse("");
        Optional<String> claim = claimOf(backedUp, pod, volume);
        VolumeData data = reading.of(backedUp, claim.isPresent());
        if (data instanceof VolumeData.Files) {
            readThrough.add(pod);
        }
        if (claim.isPresent()) {
            claims.merge(new Address(namespace, claim.get()), data, VolumeData::best);
        } else {
            volumes.computeIfAbsent(pod, key -> new HashMap<>()).merge(volume, data, VolumeData::best);
        }
    }

    /** Old Veleros do not name the claim; then the pod does. */
    private Optional<String> claimOf(KubernetesObject backedUp, Address pod, String volume) {
        String named = backedUp.annotations().get(VeleroApi.PVC_NAME);
        if (named != null || backedUp.annotations().containsKey(VeleroApi.HOST_PATH)) {
            return Optional.ofNullable(named);
        }
        return backup.apply(new ItemId(GroupResource.PODS, pod.namespace(), pod.name()))
                .flatMap(found -> new Pod(found).volume(volume))
                .flatMap(PodVolume::claimName);
    }

    private static List<String> names(List<BackedUpVolume> volumes) {
        return volumes.stream().map(BackedUpVolume::volume).toList();
    }

    private static String namespace(KubernetesObject object) {
        return Objects.requireNonNullElse(object.namespace(), "");
    }
}
