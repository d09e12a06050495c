package io.goleta.core.restore.action;

import io.goleta.core.plugin.config.ConfigurableExtension;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.action.RestoreDetails;
import java.util.List;

/** The actions of every restore. */
public final class BuiltInActions {
    private static final String KIND = "RestoreItemAction";

    private BuiltInActions() {}

    /** Those with a ConfigMap, under the names of its labels. */
    public static List<ConfigurableExtension> configurable() {
        return List.of(
                names("velero.io/change-pvc-node", "the name of a node, for the node that the key names"),
                names("velero.io/change-pvc-node-selector", "the name of a node, for the node that the key names"),
                names("velero.io/change-storage-class", "a storage class, for the storage class that the key names"));
    }

    private static ConfigurableExtension names(String name, String allowed) {
        return new ConfigurableExtension(name, KIND, (config, context) -> {
            config.keys().forEach(key -> config.value(key, "", allowed, text -> text));
            return config.problems();
        });
    }

    /**
     * Creates them for one restore, in no particular order.
     *
     * @param settings read at once, so that a bad ConfigMap stops the restore before it has changed anything
     */
    public static List<NamedAction> all(RestoreDetails restore, PluginSettings settings, ClusterReader cluster) {
        NameMapping storageClasses = new NameMapping(settings.of("velero.io/change-storage-class", KIND));
        NameMapping nodes = new NameMapping(
                settings.of("velero.io/change-pvc-node-selector", KIND),
                settings.of("velero.io/change-pvc-node", KIND));
        return List.of(
                new NamedAction("velero.io/add-pv-from-pvc", new AddVolumeOfClaim()),
                new NamedAction("velero.io/add-pvc-from-pod", new AddClaimsOfPod()),
                new NamedAction("velero.io/admission-webhook-configuration", new WebhookSideEffects()),
                new NamedAction("velero.io/apiservice", new SkipManagedApiServices()),
                new NamedAction("velero.io/change-pvc-node-selector", new ChangeSelectedNode(nodes, cluster)),
                new NamedAction("velero.io/change-storage-class", new ChangeStorageClass(storageClasses, cluster)),
                new NamedAction(
                        "velero.io/cluster-role-bindings",
                        new RoleBindingAction(
                                "clusterrolebindings.rbac.authorization.k8s.io", restore.namespaceMapping())),
                new NamedAction("velero.io/crd-preserve-fields", new PreserveUnknownFields()),
                new NamedAction("velero.io/job", new JobAction()),
                new NamedAction("velero.io/pod", new PodAction()),
                new NamedAction(
                        "velero.io/role-bindings",
                        new RoleBindingAction("rolebindings.rbac.authorization.k8s.io", restore.namespaceMapping())),
                new NamedAction("velero.io/secret", new SecretAction()),
                new NamedAction(
                        "velero.io/service",
                        new ServiceAction(restore.resource().isTrue("spec", "preserveNodePorts"))),
                new NamedAction("velero.io/service-account", new ForgetTokenReferences()),
                new NamedAction("velero.io/cluster-owned", new SkipClusterOwned()));
    }
}
