package io.goleta.core.itemaction;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service gets new addresses and node ports from the cluster, unless it is headless, the restore preserves node ports, or somebody
 * had asked for the very port, which {@code kubectl apply} remembers in an annotation and the API server in {@code managedFields}.
 */
final class ServiceAction implements RestoreItemAction {
    private final boolean preserveNodePorts;

    ServiceAction(boolean preserveNodePorts) {
        this.preserveNodePorts = preserveNodePorts;
    }

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("services");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        KubernetesObject service = item;
        if (!item.string("spec", "clusterIP").orElse("").equals("None")) {
            service = service.without("spec", "clusterIP").without("spec", "clusterIPs");
        }
        return RestoreItemResult.of(preserveNodePorts ? service : withoutAssignedPorts(service, itemFromBackup));
    }

    private static KubernetesObject withoutAssignedPorts(KubernetesObject service, KubernetesObject inBackup) {
        LastAppliedPorts applied = LastAppliedPorts.of(service);
        ManagedPorts managed = ManagedPorts.of(inBackup);
        KubernetesObject released = applied.healthCheckNodePort() || managed.healthCheckNodePort()
                ? service
                : service.without("spec", "healthCheckNodePort");
        List<Map<String, Object>> ports = service.maps("spec", "ports").stream()
                .map(port -> applied.nodePortOf(port) || managed.nodePortOf(port) ? port : released(port))
                .toList();
        return ports.isEmpty() ? released : released.with(ports, "spec", "ports");
    }

    private static Map<String, Object> released(Map<String, Object> port) {
        Map<String, Object> changed = new LinkedHashMap<>(port);
        changed.remove("nodePort");
        return changed;
    }
}
