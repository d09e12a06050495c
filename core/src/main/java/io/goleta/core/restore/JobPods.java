package io.goleta.core.restore;

import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;

/**
 * A restored job starts anew and makes its own pods: it knows them by its uid, which has changed, and cannot adopt the old ones. Both
 * would do the work, so the old pod stays away, unless it has files to bring back.
 */
final class JobPods {
    private static final GroupResource JOBS = new GroupResource("batch", "jobs");

    private final BackupContents backup;
    private final RestoreFilter filter;
    private final BackedUpVolumes volumes;

    JobPods(BackupContents backup, RestoreFilter filter, BackedUpVolumes volumes) {
        this.backup = backup;
        this.filter = filter;
        this.volumes = volumes;
    }

    /** Whether the object is a pod that its job, restored as well, replaces. */
    boolean isReplaced(KubernetesObject object) {
        return object.kind().equals("Pod")
                && object.maps("metadata", "ownerReferences").stream().anyMatch(owner -> comesBack(owner, object))
                && volumes.of("" + object.namespace(), object.name()).isEmpty();
    }

    private boolean comesBack(Map<String, Object> owner, KubernetesObject pod) {
        if (!"Job".equals(owner.get("kind")) || !Boolean.TRUE.equals(owner.get("controller"))) {
            return false;
        }
        ItemId job = new ItemId(JOBS, pod.namespace(), String.valueOf(owner.get("name")));
        return filter.admits(job)
                && backup.read(job)
                        .filter(found -> filter.selects(found.labels()))
                        .filter(found -> NeverRestored.reason(found).isEmpty())
                        .isPresent();
    }
}
