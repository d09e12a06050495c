package io.goleta.core.itemaction;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;

/** A claim that was bound to a node which is not in this cluster would wait for it for ever. */
final class ChangePvcNodeSelectorAction implements RestoreItemAction {
    private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    private static final GroupResource NODES = new GroupResource("", "nodes");

    private final NameMapping nodes;
    private final ClusterReader cluster;

    ChangePvcNodeSelectorAction(NameMapping nodes, ClusterReader cluster) {
        this.nodes = nodes;
        this.cluster = cluster;
    }

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("persistentvolumeclaims");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        String node = item.annotations().get(SELECTED_NODE);
        if (node == null) {
            return RestoreItemResult.of(item);
        }
        Optional<String> replacement = nodes.of(node);
        if (replacement.isPresent()) {
            return RestoreItemResult.of(item.withAnnotation(SELECTED_NODE, replacement.get()));
        }
        return RestoreItemResult.of(
                cluster.get(new ItemId(NODES, null, node)).isPresent()
                        ? item
                        : item.without("metadata", "annotations", SELECTED_NODE));
    }
}
