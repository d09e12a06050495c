package io.goleta.plugins.restic;

import io.goleta.plugins.restic.run.ResticDataMoverFactory;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a volume can be backed up through the node's directory of the pod. The order of the checks is Velero's. */
final class VolumeRules {
    private final ClusterReader cluster;
    private final AllowedHostPaths hostFolders;

    VolumeRules(ClusterReader cluster, AllowedHostPaths hostFolders) {
        this.cluster = cluster;
        this.hostFolders = hostFolders;
    }

    VolumeDecision decide(KubernetesObject pod, String name) {
        Optional<PodVolume> volume = new Pod(pod).volume(name);
        if (volume.isEmpty()) {
            return skip(name, "No volume named " + name + " found in pod " + at(pod) + ", skipping");
        }
        if (volume.get().isFilledByOthers()) {
            return skip(
                    name,
                    "Volume " + name + " in pod " + at(pod)
                            + " is filled from objects, an image or a driver and not by the pod, so nothing could be"
                            + " restored into it, skipping; take it off the annotation");
        }
        Optional<KubernetesObject> claim = volume.get().claimName().map(found -> claim(pod, found));
        return reasonToSkip(pod, volume.get(), claim)
                .<VolumeDecision>map(reason -> skip(name, reason))
                .orElseGet(() -> new VolumeDecision.BackUp(name, ResticDataMoverFactory.NAME));
    }

    private Optional<String> reasonToSkip(KubernetesObject pod, PodVolume volume, Optional<KubernetesObject> claim) {
        String phase = pod.string("status", "phase").orElse("unknown");
        String where = "Volume " + volume.name() + " in pod " + at(pod);
        if (!phase.equals("Running")) {
            return Optional.of(
                    where + " is not backed up because the pod is not running (it is " + phase + "), skipping");
        }
        Optional<String> hostPath = volume.hostPath().or(() -> claim.flatMap(this::hostPath));
        if (volume.isOfKind("hostPath") || hostPath.isPresent()) {
            Optional<String> reason = reasonToLeaveOnHost(pod, volume.name(), hostPath.orElse(""));
            if (reason.isPresent()) {
                return reason.map(why ->
                        where + " is a hostPath volume which is not supported for restic backup, skipping; " + why);
            }
        }
        if (claim.flatMap(found -> found.string("spec", "volumeMode"))
                .filter("Block"::equals)
                .isPresent()) {
            return Optional.of(where + " is a raw block volume which is not supported for restic backup, skipping");
        }
        if (volume.mountedBy().isEmpty()) {
            return Optional.of(where + " is not mounted by any container, skipping");
        }
        return Optional.empty();
    }

    private Optional<String> reasonToLeaveOnHost(KubernetesObject pod, String name, String path) {
        if (!VolumeSelection.isWantedOfHost(pod, name)) {
            return Optional.of("annotation " + VolumeSelection.HOST_PATHS + " of the pod asks for it");
        }
        return hostFolders.reasonToRefuse(path);
    }

    private KubernetesObject claim(KubernetesObject pod, String name) {
        ItemId id = new ItemId(GroupResource.PERSISTENT_VOLUME_CLAIMS, pod.namespace(), name);
        return asked("error getting persistent volume claim for volume: ", () -> cluster.get(id))
                .orElseThrow(() -> new GoletaException(
                        Fault.CLUSTER,
                        "error getting persistent volume claim for volume: persistentvolumeclaims \"" + name
                                + "\" not found"));
    }

    private Optional<String> hostPath(KubernetesObject claim) {
        Optional<String> volume = claim.string("spec", "volumeName").filter(name -> !name.isEmpty());
        if (volume.isEmpty()) {
            return Optional.empty();
        }
        ItemId id = new ItemId(GroupResource.PERSISTENT_VOLUMES, null, volume.get());
        String failed = "error checking if volume is a hostPath volume: ";
        return asked(failed, () -> cluster.get(id))
                .orElseThrow(() -> new GoletaException(
                        Fault.CLUSTER, failed + "persistentvolumes \"" + volume.get() + "\" not found"))
                .string("spec", "hostPath", "path");
    }

    private static <T> T asked(String failed, Supplier<T> question) {
        try {
            return question.get();
        } catch (GoletaException e) {
            throw e.isRetryable()
                    ? GoletaException.retryable(e.fault(), failed + e.getMessage(), e)
                    : new GoletaException(e.fault(), failed + e.getMessage(), e);
        }
    }

    private static VolumeDecision.SkippedWithWarning skip(String volume, String reason) {
        return new VolumeDecision.SkippedWithWarning(volume, reason);
    }

    private static String at(KubernetesObject pod) {
        return Objects.requireNonNullElse(pod.namespace(), "") + "/" + pod.name();
    }
}
