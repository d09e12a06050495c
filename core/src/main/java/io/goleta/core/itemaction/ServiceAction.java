package io.goleta.core.itemaction;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service gets new addresses and node ports from the cluster, unless it is headless, the restore preserves node ports, or the user
 * had asked for the very port (which {@code kubectl apply} remembers in an annotation).
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
        return RestoreItemResult.of(preserveNodePorts ? service : withoutAssignedPorts(service));
    }

    private static KubernetesObject withoutAssignedPorts(KubernetesObject service) {
        LastAppliedPorts asked = LastAppliedPorts.of(service);
        KubernetesObject released =
                asked.healthCheckNodePort() ? service : service.without("spec", "healthCheckNodePort");
        List<Map<String, Object>> ports = service.maps("spec", "ports");
        return ports.isEmpty()
                ? released
                : released.with(
                        ports.stream().map(port -> released(port, asked)).toList(), "spec", "ports");
    }

    private static Map<String, Object> released(Map<String, Object> port, LastAppliedPorts asked) {
        if (!port.containsKey("nodePort") || asked.nodePortOf(port)) {
            return port;
        }
        Map<String, Object> changed = new LinkedHashMap<>(port);
        changed.remove("nodePort");
        return changed;
    }
}
