package io.goleta.cli.install;

import io.goleta.cli.install.manifest.Installation;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.run.Poller;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Removes an installation of Goleta or Velero from a cluster, and prints each step. Objects that do not exist are no error. */
final class Uninstaller {
    private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
    private static final GroupResource DEPLOYMENTS = new GroupResource("apps", "deployments");
    private static final GroupResource DEFINITIONS =
            new GroupResource("apiextensions.k8s.io", "customresourcedefinitions");
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final List<GroupResource> CLUSTER_ROLES =
            List.of(new GroupResource(RBAC, "clusterrolebindings"), new GroupResource(RBAC, "clusterroles"));
    private static final List<String> NAMES = List.of("velero", "velero-server");
    private static final List<VeleroKind<?>> KINDS_IN_USE = List.of(
            VeleroKind.BACKUP_STORAGE_LOCATION,
            VeleroKind.BACKUP,
            VeleroKind.RESTORE,
            VeleroKind.SCHEDULE,
            VeleroKind.RESTIC_REPOSITORY);
    private static final Duration NAMESPACE_TIMEOUT = Duration.ofMinutes(10);

    private final Cluster cluster;
    private final String namespace;
    private final InstallLog log;
    private final Poller poller;

    Uninstaller(Cluster cluster, String namespace, InstallLog log, Poller poller) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.log = log;
        this.poller = poller;
    }

    /** Deletes the namespace and waits until it is gone. */
    void namespace() {
        ApiResource resource = resource(NAMESPACES);
        Optional<KubernetesObject> found = cluster.get(resource, null, namespace);
        if (found.isEmpty()) {
            log.print("Namespace/" + namespace + ": does not exist, proceeding");
            return;
        }
        requireInstallation(found.get());
        releaseRestores();
        cluster.delete(resource, null, namespace);
        log.print("Waiting for velero namespace \"" + namespace + "\" to be deleted");
        if (!poller.until(NAMESPACE_TIMEOUT, () -> isGone(cluster.get(resource, null, namespace)))) {
            throw new GoletaException(
                    Fault.CLUSTER,
                    "Namespace " + namespace + " is not deleted after " + NAMESPACE_TIMEOUT.toMinutes() + " minutes: "
                            + (log.state().isEmpty() ? "the API server gives no reason" : log.state())
                            + ". Run the command again once it is deleted");
        }
        log.print("Namespace/" + namespace + ": deleted");
    }

    /** The server that would take off their finalizer is deleted with them. */
    private void releaseRestores() {
        if (cluster.discovery().find(VeleroKind.RESTORE.id()).isEmpty()) {
            return;
        }
        for (Restore restore : cluster.list(VeleroKind.RESTORE, ListOptions.inNamespace(namespace))) {
            Restore free = VeleroKind.RESTORE.of(restore.object());
            free.setFinalizer(VeleroApi.RESTORE_FINALIZER, false);
            cluster.patch(restore.object(), free);
        }
    }

    /** A typing mistake in {@code --namespace} must not delete an unrelated namespace. */
    private void requireInstallation(KubernetesObject found) {
        boolean labelled = Installation.LABELS.entrySet().stream()
                .allMatch(label -> label.getValue().equals(found.labels().get(label.getKey())));
        boolean served = cluster.get(resource(DEPLOYMENTS), namespace, Workload.SERVER.objectName())
                .isPresent();
        if (!labelled && !served) {
            throw new GoletaException(
                    Fault.USER,
                    "Namespace " + namespace
                            + " has neither the label component=velero nor a Deployment named "
                            + Workload.SERVER.objectName()
                            + ", so it was not deleted. If it is the right namespace, delete it"
                            + " with `kubectl delete namespace " + namespace + "` and run the command again");
        }
    }

    private boolean isGone(Optional<KubernetesObject> found) {
        found.ifPresent(left -> log.waitingFor(String.join(
                "; ",
                left.maps("status", "conditions").stream()
                        .filter(condition -> "True".equals(condition.get("status")))
                        .map(condition -> String.valueOf(condition.get("message")))
                        .toList())));
        return found.isEmpty();
    }

    /** Deletes the cluster roles and cluster role bindings. */
    void clusterRoles() {
        for (GroupResource kind : CLUSTER_ROLES) {
            for (String name : NAMES) {
                delete(resource(kind), Installation.clusterWide(name, namespace));
            }
        }
    }

    /** Deletes the custom resource definitions, unless a different namespace has objects of them, which would be deleted too. */
    void definitions() {
        TreeSet<String> others = namespacesInUse();
        if (!others.isEmpty()) {
            log.print("The custom resource definitions are kept, because they are in use in namespaces "
                    + String.join(", ", others));
            return;
        }
        List<String> names = new ArrayList<>();
        ListOptions ours = ListOptions.EVERYTHING.withLabels("component=" + Installation.LABELS.get("component"));
        cluster.list(resource(DEFINITIONS), ours, definition -> {
            if (definition.name().endsWith(".velero.io")) {
                names.add(definition.name());
            }
        });
        names.forEach(name -> delete(resource(DEFINITIONS), name));
    }

    private TreeSet<String> namespacesInUse() {
        TreeSet<String> found = new TreeSet<>();
        for (VeleroKind<?> kind : KINDS_IN_USE) {
            cluster.discovery()
                    .find(kind.id())
                    .ifPresent(resource -> cluster.list(resource, ListOptions.EVERYTHING, object -> {
                        String holder = object.namespace();
                        if (holder != null && !holder.equals(namespace)) {
                            found.add(holder);
                        }
                    }));
        }
        return found;
    }

    private void delete(ApiResource resource, String name) {
        if (cluster.delete(resource, null, name)) {
            log.print(resource.kind() + "/" + name + ": deleted");
        }
    }

    private ApiResource resource(GroupResource id) {
        return cluster.discovery()
                .find(id)
                .orElseThrow(() -> new GoletaException(Fault.CLUSTER, "The API server does not know " + id));
    }
}
