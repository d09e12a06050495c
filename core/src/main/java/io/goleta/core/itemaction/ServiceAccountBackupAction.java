package io.goleta.core.itemaction;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.kube.Outage;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds the ClusterRoleBindings that name a service account, and their ClusterRoles. The bindings are listed once, for the first
 * service account.
 */
final class ServiceAccountBackupAction implements BackupItemAction {
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final GroupResource BINDINGS = new GroupResource(GROUP, "clusterrolebindings");
    private static final GroupResource ROLES = new GroupResource(GROUP, "clusterroles");

    private final Cluster cluster;
    private final RunReporter reporter;
    private @Nullable Map<String, Set<ItemId>> grants;

    ServiceAccountBackupAction(Cluster cluster, RunReporter reporter) {
        this.cluster = cluster;
        this.reporter = reporter;
    }

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("serviceaccounts");
    }

    @Override
    public BackupItemResult execute(KubernetesObject account) {
        BackupItemResult result = BackupItemResult.of(account);
        for (ItemId id : grants().getOrDefault(account.namespace() + "/" + account.name(), Set.of())) {
            result = result.withAdditionalItem(id);
        }
        return result;
    }

    private synchronized Map<String, Set<ItemId>> grants() {
        if (grants == null) {
            grants = readGrants();
        }
        return grants;
    }

    private Map<String, Set<ItemId>> readGrants() {
        Map<String, Set<ItemId>> found = new HashMap<>();
        Optional<ApiResource> resource = cluster.discovery().find(BINDINGS);
        try {
            resource.ifPresent(
                    bindings -> cluster.list(bindings, ListOptions.EVERYTHING, binding -> index(binding, found)));
        } catch (GoletaException e) {
            Outage.throwIfCauseOf(e, cluster);
            // An account without its bindings is worth more than no account.
            reporter.error(
                    null,
                    "Could not list ClusterRoleBindings, so those of service accounts may be missing: "
                            + e.getMessage());
        }
        return found;
    }

    private static void index(KubernetesObject binding, Map<String, Set<ItemId>> grants) {
        for (Map<String, Object> subject : binding.maps("subjects")) {
            if ("ServiceAccount".equals(subject.get("kind"))) {
                Set<ItemId> ids = grants.computeIfAbsent(
                        subject.get("namespace") + "/" + subject.get("name"), key -> new LinkedHashSet<>());
                ids.add(new ItemId(BINDINGS, null, binding.name()));
                binding.string("roleRef", "name").ifPresent(role -> ids.add(new ItemId(ROLES, null, role)));
            }
        }
    }
}
