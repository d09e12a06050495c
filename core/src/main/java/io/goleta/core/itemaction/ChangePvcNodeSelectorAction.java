package io.goleta.core.itemaction;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;

/**
 * The scheduler writes the node of a claim's first pod into it. The new volume of the claim is for a new pod, which the scheduler may
 * send elsewhere; only where users say which node is the new one for the old, that counts.
 */
final class ChangePvcNodeSelectorAction implements RestoreItemAction {
    private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";

    private final NameMapping nodes;

    ChangePvcNodeSelectorAction(NameMapping nodes) {
        this.nodes = nodes;
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
        return RestoreItemResult.of(
                replacement.isPresent()
                        ? item.withAnnotation(SELECTED_NODE, replacement.get())
                        : item.without("metadata", "annotations", SELECTED_NODE));
    }
}
