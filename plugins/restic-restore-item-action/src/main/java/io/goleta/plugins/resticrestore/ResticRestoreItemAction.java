package io.goleta.plugins.resticrestore;

import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.action.RestoreDetails;
import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Puts the waiting container before all others of a pod whose volumes are restored. Containers that an earlier restore left
 * in the pod are taken out of every pod, or it would wait for that restore for ever.
 */
final class ResticRestoreItemAction implements RestoreItemAction {
    private static final Set<String> WAIT_CONTAINERS = Set.of(WaitContainer.NAME, "restore-wait");

    private final RestoreDetails restore;
    private final WaitSettings settings;
    private final AtomicBoolean warned = new AtomicBoolean();

    ResticRestoreItemAction(RestoreDetails restore, WaitSettings settings) {
        this.restore = restore;
        this.settings = settings;
    }

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("pods");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject pod, KubernetesObject podFromBackup) {
        List<String> volumes = volumesToRestore(pod, podFromBackup);
        List<Object> containers = new ArrayList<>(pod.list("spec", "initContainers"));
        boolean isStale = containers.removeIf(ResticRestoreItemAction::isWaitContainer);
        if (volumes.isEmpty()) {
            return RestoreItemResult.of(isStale ? withInitContainers(pod, containers) : pod);
        }
        List<WaitContainer.Volume> mounts = volumes.stream()
                .map(volume -> new WaitContainer.Volume(volume, isShared(podFromBackup, volume)))
                .toList();
        containers.addFirst(WaitContainer.content(settings, securityContext(pod), restore.uid(), mounts));
        RestoreItemResult result =
                RestoreItemResult.of(withInitContainers(pod, containers)).withVolumes(volumes);
        return withWarnings(result);
    }

    private Map<String, Object> securityContext(KubernetesObject pod) {
        return settings.securityContext().isEmpty() ? PodSecurity.of(pod) : settings.securityContext();
    }

    private boolean isShared(KubernetesObject podFromBackup, String volume) {
        return restore.isShared(String.valueOf(podFromBackup.namespace()), podFromBackup.name(), volume);
    }

    /** In the pod's order, without those that Kubernetes fills itself or that an action before took out of the pod. */
    private List<String> volumesToRestore(KubernetesObject pod, KubernetesObject podFromBackup) {
        String namespace = podFromBackup.namespace();
        if (namespace == null) {
            return List.of();
        }
        Set<String> backedUp = restore.volumesOf(namespace, podFromBackup.name()).stream()
                .map(BackedUpVolume::volume)
                .collect(Collectors.toSet());
        return new Pod(pod)
                .volumes().stream()
                        .filter(volume -> !volume.isFilledByOthers())
                        .map(PodVolume::name)
                        .filter(backedUp::contains)
                        .toList();
    }

    /** The ConfigMap is the same for all pods, so one of them carries the warnings. */
    private RestoreItemResult withWarnings(RestoreItemResult result) {
        RestoreItemResult complete = result;
        if (!settings.warnings().isEmpty() && warned.compareAndSet(false, true)) {
            for (String warning : settings.warnings()) {
                complete = complete.withWarning(warning);
            }
        }
        return complete;
    }

    private static KubernetesObject withInitContainers(KubernetesObject pod, List<Object> containers) {
        return containers.isEmpty()
                ? pod.without("spec", "initContainers")
                : pod.with(containers, "spec", "initContainers");
    }

    private static boolean isWaitContainer(Object container) {
        return container instanceof Map<?, ?> map && WAIT_CONTAINERS.contains(String.valueOf(map.get("name")));
    }
}
