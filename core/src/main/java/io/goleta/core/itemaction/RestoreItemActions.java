package io.goleta.core.itemaction;

import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.config.ConfigurableExtension;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.RestoreDetails;
import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemActionFactory;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All item actions of one restore, built in and of plugins, in the order of their names. Thread-safe. */
public final class RestoreItemActions {
    private static final String KIND = "RestoreItemAction";
    private static final String STORAGE_CLASS = "velero.io/change-storage-class";
    private static final String NODE = "velero.io/change-pvc-node";
    private static final String NODE_SELECTOR = "velero.io/change-pvc-node-selector";

    /**
     * What all actions together made of an object.
     *
     * @param skippedBy the name of the action that keeps it from being restored; null when it is restored
     * @param additionalItems restored before it; none when it is skipped
     * @param volumes of a pod that is created with an init container that waits for exactly these
     */
    public record ItemToRestore(
            KubernetesObject item,
            @Nullable String skippedBy,
            List<ItemId> additionalItems,
            List<String> volumes,
            List<String> warnings) {}

    private final ActionChain<RestoreItemAction> chain;
    private final NameMapping storageClasses;

    private RestoreItemActions(ActionChain<RestoreItemAction> chain, NameMapping storageClasses) {
        this.chain = chain;
        this.storageClasses = storageClasses;
    }

    /** The storage class that claims and volumes of a class in the backup get; that very class unless the user maps it. */
    public String storageClass(String inBackup) {
        return storageClasses.of(inBackup).orElse(inBackup);
    }

    /** The built-in actions that have a ConfigMap, under the names of its labels. */
    public static List<ConfigurableExtension> configurable() {
        String node = "the name of a node, for the node that the key names";
        return List.of(
                names(NODE, node),
                names(NODE_SELECTOR, node),
                names(STORAGE_CLASS, "a storage class, for the storage class that the key names"));
    }

    /**
     * Creates them for one restore.
     *
     * @param plugins one with the name of a built-in action is not used, and the reporter is told
     * @param settings read at once, so that an invalid ConfigMap stops the restore before it has changed anything
     * @throws io.goleta.spi.error.GoletaException USER when the configuration of an action is invalid
     */
    public static RestoreItemActions of(
            RestoreDetails restore,
            List<RestoreItemActionFactory> plugins,
            PluginSettings settings,
            PluginContext context,
            Cluster cluster,
            RunReporter reporter) {
        NameMapping storageClasses = new NameMapping(settings.of(STORAGE_CLASS, KIND));
        Map<String, RestoreItemAction> builtIn = builtIn(restore, settings, storageClasses, cluster);
        List<ActionChain.Link<RestoreItemAction>> links = new ArrayList<>();
        builtIn.forEach((name, action) -> links.add(link(name, action)));
        for (RestoreItemActionFactory plugin : plugins) {
            if (builtIn.containsKey(plugin.name())) {
                reporter.warn(
                        "A plugin's action is not used because its name belongs to a built-in one: " + plugin.name());
                continue;
            }
            links.add(link(plugin.name(), plugin.create(restore, settings.of(plugin.name(), KIND), context)));
        }
        links.sort(Comparator.comparing(ActionChain.Link::name));
        return new RestoreItemActions(new ActionChain<>(links, cluster.discovery()), storageClasses);
    }

    /**
     * Shows an object to every action that selects it; the first that skips it ends the chain.
     *
     * @param original the object as it is in the backup
     */
    public ItemToRestore apply(GroupResource resource, KubernetesObject object, KubernetesObject original) {
        Set<ItemId> additional = new LinkedHashSet<>();
        Set<String> volumes = new LinkedHashSet<>();
        List<String> warnings = new ArrayList<>();
        AtomicReference<@Nullable String> skippedBy = new AtomicReference<>();
        KubernetesObject item = chain.run(resource, object, (link, seen) -> {
            RestoreItemResult result = link.action().execute(seen, original);
            warnings.addAll(result.warnings());
            if (result.skip()) {
                skippedBy.set(link.name());
                return Optional.empty();
            }
            additional.addAll(result.additionalItems());
            volumes.addAll(result.volumes());
            return Optional.of(result.item());
        });
        String skipping = skippedBy.get();
        return skipping == null
                ? new ItemToRestore(item, null, List.copyOf(additional), List.copyOf(volumes), warnings)
                : new ItemToRestore(item, skipping, List.of(), List.of(), warnings);
    }

    private static ActionChain.Link<RestoreItemAction> link(String name, RestoreItemAction action) {
        return new ActionChain.Link<>(name, action.appliesTo(), action);
    }

    private static ConfigurableExtension names(String name, String allowed) {
        return new ConfigurableExtension(name, KIND, (config, context) -> {
            config.keys().forEach(key -> config.value(key, "", allowed, text -> text));
            return config.problems();
        });
    }

    private static Map<String, RestoreItemAction> builtIn(
            RestoreDetails restore, PluginSettings settings, NameMapping storageClasses, ClusterReader cluster) {
        NameMapping nodes = new NameMapping(settings.of(NODE_SELECTOR, KIND), settings.of(NODE, KIND));
        Map<String, String> namespaces = restore.namespaceMapping();
        boolean preserveNodePorts = restore.resource().isTrue("spec", "preserveNodePorts");
        Map<String, RestoreItemAction> actions = new LinkedHashMap<>();
        actions.put("velero.io/add-pv-from-pvc", new AddPvFromPvcAction());
        actions.put("velero.io/add-pvc-from-pod", new AddPvcFromPodAction());
        actions.put("velero.io/admission-webhook-configuration", new AdmissionWebhookConfigurationAction());
        actions.put("velero.io/apiservice", new ApiServiceAction());
        actions.put(NODE_SELECTOR, new ChangePvcNodeSelectorAction(nodes));
        actions.put(STORAGE_CLASS, new ChangeStorageClassAction(storageClasses, cluster));
        actions.put("velero.io/cluster-owned", new ClusterOwnedAction());
        actions.put(
                "velero.io/cluster-role-bindings",
                new RoleBindingAction("clusterrolebindings.rbac.authorization.k8s.io", namespaces));
        actions.put("velero.io/crd-preserve-fields", new CrdPreserveFieldsAction());
        actions.put("velero.io/job", new JobAction());
        actions.put("velero.io/pod", new PodAction());
        actions.put(
                "velero.io/role-bindings", new RoleBindingAction("rolebindings.rbac.authorization.k8s.io", namespaces));
        actions.put("velero.io/secret", new SecretAction());
        actions.put("velero.io/service", new ServiceAction(preserveNodePorts));
        actions.put("velero.io/service-account", new ServiceAccountAction());
        return actions;
    }
}
