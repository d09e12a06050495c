package io.goleta.core.itemaction;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;

/** Gives volumes, claims and the claim templates of StatefulSets the storage class that the user maps theirs to. */
final class ChangeStorageClassAction implements RestoreItemAction {
    private static final GroupResource STORAGE_CLASSES = new GroupResource("storage.k8s.io", "storageclasses");

    private final NameMapping classes;
    private final ClusterReader cluster;

    ChangeStorageClassAction(NameMapping classes, ClusterReader cluster) {
        this.classes = classes;
        this.cluster = cluster;
    }

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("persistentvolumeclaims", "persistentvolumes", "statefulsets.apps");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        if (!item.kind().equals("StatefulSet")) {
            return RestoreItemResult.of(changed(item, "spec", "storageClassName"));
        }
        KubernetesObject changed = item;
        for (int i = 0; i < item.list("spec", "volumeClaimTemplates").size(); i++) {
            changed = changed(changed, "spec", "volumeClaimTemplates", "" + i, "spec", "storageClassName");
        }
        return RestoreItemResult.of(changed);
    }

    private KubernetesObject changed(KubernetesObject item, String... path) {
        Optional<String> replacement = item.string(path).flatMap(classes::of);
        if (replacement.isEmpty()) {
            return item;
        }
        if (cluster.get(new ItemId(STORAGE_CLASSES, null, replacement.get())).isEmpty()) {
            throw new GoletaException(
                    Fault.USER,
                    "storage class " + item.string(path).orElse("") + " is mapped to " + replacement.get()
                            + ", which the cluster does not have; create it, or correct the ConfigMap labelled"
                            + " velero.io/change-storage-class");
        }
        return item.with(replacement.get(), path);
    }
}
