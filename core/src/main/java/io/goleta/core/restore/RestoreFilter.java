package io.goleta.core.restore;

import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.kube.Discovery;
import io.goleta.core.select.IncludesExcludes;
import io.goleta.core.select.LabelSelection;
import io.goleta.core.select.ResourceFilter;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects that one restore takes from the backup: by the filters in its spec, without those that are never restored. Addresses and namespaces
 * are those in the backup. Thread-safe.
 */
final class RestoreFilter {
    private static final String MIRROR_POD = "kubernetes.io/config.mirror";
    private static final GroupResource JOBS = new GroupResource("batch", "jobs");

    private static final Set<String> NEVER_RESTORED = Set.of(
            "nodes",
            "events",
            "events.events.k8s.io",
            "csinodes.storage.k8s.io",
            "volumeattachments.storage.k8s.io",
            // The API server records the addresses of services, and drivers the devices of nodes.
            "ipaddresses.networking.k8s.io",
            "resourceslices.resource.k8s.io",
            // Created when the first object goes into them.
            "namespaces");

    /**
     * What Velero and Goleta do, rather than how they are set up. Brought back, it would be done again: backups deleted, volumes
     * overwritten.
     */
    private static final Set<String> RUNTIME = Set.of(
            "backups",
            "restores",
            "resticrepositories",
            "backuprepositories",
            "podvolumebackups",
            "podvolumerestores",
            "deletebackuprequests",
            "downloadrequests",
            "serverstatusrequests",
            "datauploads",
            "datadownloads");

    private final Restore.Spec spec;
    private final IncludesExcludes namespaces;
    private final List<LabelSelection> labels;
    private final @Nullable Boolean clusterResources;
    private volatile ResourceFilter resources;

    private RestoreFilter(Restore.Spec spec, Discovery discovery) {
        this.spec = spec;
        this.namespaces = new IncludesExcludes(spec.includedNamespaces(), spec.excludedNamespaces());
        this.clusterResources = spec.includeClusterResources();
        this.labels = Stream.concat(Stream.ofNullable(spec.labelSelector()), spec.orLabelSelectors().stream())
                .map(LabelSelection::of)
                .toList();
        this.resources = ResourceFilter.of(spec.includedResources(), spec.excludedResources(), discovery);
    }

    /**
     * @throws io.goleta.spi.error.GoletaException USER when a label selector is invalid
     */
    static RestoreFilter of(Restore.Spec spec, Discovery discovery) {
        return new RestoreFilter(spec, discovery);
    }

    /** Resolves the resource names in the spec again, when restored definitions have added resources to the API server. */
    void resolveAgain(Discovery discovery) {
        resources = ResourceFilter.of(spec.includedResources(), spec.excludedResources(), discovery);
    }

    /** Whether any object of this resource is taken. */
    boolean includes(GroupResource resource) {
        boolean never = NEVER_RESTORED.contains(resource.toString())
                || resource.group().equals(VeleroApi.GROUP) && RUNTIME.contains(resource.resource());
        return !never && resources.includes(resource);
    }

    /** Whether an object may be restored when a different one needs it. */
    boolean admits(ItemId id) {
        return includes(id.resource())
                && (id.namespace() == null
                        ? !Boolean.FALSE.equals(clusterResources)
                        : namespaces.includes(id.namespace()));
    }

    /** Whether an object is restored for its own sake, if its labels allow. */
    boolean lists(ItemId id) {
        return admits(id) && (id.namespace() != null || takesAllClusterResources());
    }

    /** Whether an object's labels allow it. */
    boolean selects(KubernetesObject object) {
        return labels.isEmpty() || labels.stream().anyMatch(selection -> selection.test(object.labels()));
    }

    /**
     * Why an object is skipped although the spec selects it, to be read after "Skipped:"; empty when it is restored.
     *
     * @param backup where its owner may be found
     * @param volumes a pod with files in the backup is never left to its owner
     */
    Optional<String> reasonToSkip(KubernetesObject object, BackupContents backup, BackedUpVolumes volumes) {
        return ended(object)
                .or(() -> isRecreatedByJob(object, backup, volumes)
                        ? Optional.of("pod will be recreated by its Job")
                        : Optional.empty());
    }

    private static Optional<String> ended(KubernetesObject object) {
        return switch (object.kind()) {
            case "Pod" -> podEnded(object);
            case "Job" -> jobEnded(object);
            default -> Optional.empty();
        };
    }

    /** A failed job has no completion time, only a condition that says so. */
    private static Optional<String> jobEnded(KubernetesObject job) {
        boolean failed = job.maps("status", "conditions").stream()
                .anyMatch(condition ->
                        ("Failed".equals(condition.get("type")) || "FailureTarget".equals(condition.get("type")))
                                && "True".equals(condition.get("status")));
        return failed
                ? Optional.of("the job had failed")
                : job.get("status", "completionTime").map(time -> "the job was completed");
    }

    private static Optional<String> podEnded(KubernetesObject pod) {
        if (!pod.annotations().getOrDefault(MIRROR_POD, "").isEmpty()) {
            return Optional.of("it mirrors a static pod of a node");
        }
        String phase = pod.string("status", "phase").orElse("");
        return phase.equals("Succeeded") || phase.equals("Failed")
                ? Optional.of("the pod had ended")
                : Optional.empty();
    }

    /**
     * A restored job starts anew and creates its own pods: it knows them by its uid, which has changed, and cannot adopt the old ones.
     * Both would do the work, so the old pod is skipped, unless it has files to restore.
     */
    private boolean isRecreatedByJob(KubernetesObject pod, BackupContents backup, BackedUpVolumes volumes) {
        return pod.kind().equals("Pod")
                && pod.maps("metadata", "ownerReferences").stream().anyMatch(owner -> isRestoredJob(owner, pod, backup))
                && !volumes.wereReadThrough("" + pod.namespace(), pod.name());
    }

    private boolean isRestoredJob(Map<String, Object> owner, KubernetesObject pod, BackupContents backup) {
        if (!"Job".equals(owner.get("kind")) || !Boolean.TRUE.equals(owner.get("controller"))) {
            return false;
        }
        ItemId job = new ItemId(JOBS, pod.namespace(), String.valueOf(owner.get("name")));
        return admits(job)
                && backup.read(job)
                        .filter(this::selects)
                        .filter(found -> ended(found).isEmpty())
                        .isPresent();
    }

    private boolean takesAllClusterResources() {
        return clusterResources == null ? namespaces.includesEverything() : clusterResources;
    }
}
