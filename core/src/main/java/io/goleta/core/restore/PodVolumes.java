package io.goleta.core.restore;

import io.goleta.core.podvolume.VolumeRestores;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Matches what the backup holds of a pod's volumes with what the actions prepared the pod to wait for. Thread-safe. */
final class PodVolumes {
    private final BackedUpVolumes volumes;
    private final VolumeRestores restores;
    private final EmptyClaims claims;
    private final RunReporter findings;

    PodVolumes(BackedUpVolumes volumes, VolumeRestores restores, EmptyClaims claims, RunReporter findings) {
        this.volumes = volumes;
        this.restores = restores;
        this.claims = claims;
        this.findings = findings;
    }

    /**
     * The volumes to restore into a pod: exactly those an action named, because the pod waits for exactly those.
     *
     * @param original the pod in the backup
     * @throws GoletaException PLUGIN when the pod would wait for a volume that the backup does not have
     */
    List<BackedUpVolume> of(KubernetesObject original, RestoreItemResult result) {
        List<BackedUpVolume> all = volumes.of(namespace(original), original.name());
        List<BackedUpVolume> wanted = all.stream()
                .filter(volume -> result.volumes().contains(volume.volume()))
                .toList();
        if (wanted.size() < result.volumes().size()) {
            throw new GoletaException(
                    Fault.PLUGIN,
                    "an action makes the pod wait for volumes " + result.volumes() + ", but the backup holds "
                            + names(all) + " of it; the pod would wait for ever");
        }
        return wanted;
    }

    /** Starts restoring the volumes of a pod that this restore has created. */
    void start(KubernetesObject pod, KubernetesObject original, List<BackedUpVolume> wanted) {
        claims.filledThrough(pod, wanted);
        restores.start(pod, namespace(original), wanted);
        reportMissing(pod, original, wanted);
    }

    private void reportMissing(KubernetesObject pod, KubernetesObject original, List<BackedUpVolume> wanted) {
        Set<String> withFiles = new Pod(original)
                .volumes().stream()
                        .filter(volume -> !volume.isFilledByOthers())
                        .map(PodVolume::name)
                        .collect(Collectors.toSet());
        List<String> ignored = names(volumes.of(namespace(original), original.name())).stream()
                .filter(withFiles::contains)
                .filter(volume -> !names(wanted).contains(volume))
                .toList();
        if (!ignored.isEmpty()) {
            findings.error(
                    pod.namespace(),
                    "DATA MISSING: volumes " + ignored + " of pod " + pod.name()
                            + " are in the backup but not restored,"
                            + " because no plugin took care of them; see \"velero plugin get\" for one of kind"
                            + " RestoreItemAction that does");
        }
        volumes.refused(namespace(original), original.name())
                .forEach((volume, reason) -> findings.error(
                        pod.namespace(),
                        "DATA MISSING: volume " + volume + " of pod " + pod.name() + " is not restored: " + reason
                                + "; its snapshot stays in the backup"));
        Map<String, String> unreadable = volumes.unreadable(namespace(original), original.name());
        unreadable.forEach((volume, uploader) -> findings.error(
                pod.namespace(),
                "DATA MISSING: volume " + volume + " of pod " + pod.name() + " was backed up with " + uploader
                        + ", which cannot be read here"));
    }

    private static List<String> names(List<BackedUpVolume> volumes) {
        return volumes.stream().map(BackedUpVolume::volume).toList();
    }

    private static String namespace(KubernetesObject object) {
        return Objects.requireNonNullElse(object.namespace(), "");
    }
}
