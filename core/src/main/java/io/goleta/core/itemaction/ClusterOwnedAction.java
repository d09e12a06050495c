package io.goleta.core.itemaction;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.Set;

/**
 * Objects that every cluster makes by itself, with content that is right only there: the certificates in every namespace, the range
 * of addresses that the API server was started with, and the endpoint slices of services, whose names are random.
 */
final class ClusterOwnedAction implements RestoreItemAction {
    private static final Set<String> CERTIFICATES = Set.of("kube-root-ca.crt", "openshift-service-ca.crt");
    private static final String DEFAULT_RANGE = "kubernetes";

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources(
                "configmaps", "endpointslices.discovery.k8s.io", "servicecidrs.networking.k8s.io");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        return isOwned(item) ? RestoreItemResult.skipped(item) : RestoreItemResult.of(item);
    }

    private static boolean isOwned(KubernetesObject item) {
        return switch (item.kind()) {
            case "ConfigMap" -> CERTIFICATES.contains(item.name());
            case "ServiceCIDR" -> item.name().equals(DEFAULT_RANGE);
            // endpointslice-controller.k8s.io, endpointslicemirroring-controller.k8s.io
            default ->
                item.labels()
                        .getOrDefault("endpointslice.kubernetes.io/managed-by", "")
                        .endsWith("-controller.k8s.io");
        };
    }
}
