package io.goleta.core.restore;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The order of a restore: everything in one stage is restored at once, and a stage begins when the one before is over.
 *
 * <p>Velero restores one object after the other along a list of resources. The dependencies behind that list are kept here, without
 * its queue: things come after what the API server or a controller must find to treat them right.
 */
public final class RestoreOrder {
    private static final String SEPARATOR = "-";

    /** Before everything else: without its definition a custom resource cannot even be looked up. */
    private static final Stage DEFINITIONS = Stage.of("customresourcedefinitions.apiextensions.k8s.io");

    private static final List<Stage> EARLY = List.of(
            // What volumes, claims and pods refer to by name.
            Stage.of(
                    "storageclasses.storage.k8s.io",
                    "volumesnapshotclasses.snapshot.storage.k8s.io",
                    "priorityclasses.scheduling.k8s.io",
                    "runtimeclasses.node.k8s.io",
                    "ingressclasses.networking.k8s.io"),
            // Contents before the snapshots that bind to them.
            Stage.of("volumesnapshotcontents.snapshot.storage.k8s.io"),
            Stage.of("volumesnapshots.snapshot.storage.k8s.io"),
            // Before the claims that name them; otherwise a provisioner makes new and empty ones.
            Stage.of("persistentvolumes"),
            Stage.of("persistentvolumeclaims"),
            // What pods mount, run as, or are limited by.
            Stage.of(
                    "secrets",
                    "configmaps",
                    "serviceaccounts",
                    "limitranges",
                    "clusterroles.rbac.authorization.k8s.io",
                    "roles.rbac.authorization.k8s.io"),
            // After roles: the API server looks at the role to see whether it may be granted.
            Stage.of("clusterrolebindings.rbac.authorization.k8s.io", "rolebindings.rbac.authorization.k8s.io"),
            // Before their controllers, so that they come back with the containers that wait for their volumes; the
            // controllers then
            // find them and adopt them instead of making new ones.
            Stage.of("pods"),
            // Before deployments, for the same reason.
            Stage.of("replicasets.apps"),
            Stage.of("clusterclasses.cluster.x-k8s.io"),
            // Before services, so that the addresses of those without a selector are not overwritten with nothing.
            Stage.of("endpoints", "endpointslices.discovery.k8s.io"));

    /** What acts on objects of other kinds, possibly with the help of pods that have only just been restored. */
    private static final Stage LATE = Stage.of(
            "mutatingwebhookconfigurations.admissionregistration.k8s.io",
            "validatingwebhookconfigurations.admissionregistration.k8s.io",
            "validatingadmissionpolicies.admissionregistration.k8s.io",
            "validatingadmissionpolicybindings.admissionregistration.k8s.io",
            "clusterbootstraps.run.tanzu.vmware.com",
            "clusters.cluster.x-k8s.io",
            "clusterresourcesets.addons.cluster.x-k8s.io",
            "apps.kappctrl.k14s.io",
            "packageinstalls.packaging.carvel.dev");

    private final List<Stage> stages;

    /**
     * Resources whose objects are restored at once.
     *
     * @param resources by name; empty for everything that no other stage names
     * @param loosely whether Kubernetes' own resources go by their name without group as well
     */
    record Stage(Set<String> resources, boolean loosely) {
        static final Stage REST = new Stage(Set.of(), false);

        private static Stage of(String... resources) {
            return new Stage(Set.of(resources), false);
        }

        private boolean names(GroupResource resource) {
            return resources.contains(resource.toString())
                    || loosely && isKubernetesOwn(resource.group()) && resources.contains(resource.resource());
        }

        private static boolean isKubernetesOwn(String group) {
            return !group.contains(".") || group.endsWith(".k8s.io");
        }
    }

    private RestoreOrder(List<Stage> early, List<Stage> late) {
        List<Stage> all = new ArrayList<>(List.of(DEFINITIONS));
        all.addAll(early);
        all.add(Stage.REST);
        all.addAll(late);
        this.stages = List.copyOf(new LinkedHashSet<>(all));
    }

    /** The order in which everything finds what it needs. */
    public static RestoreOrder standard() {
        return new RestoreOrder(EARLY, List.of(LATE));
    }

    /**
     * An order that an administrator chose, in Velero's notation: the resources that come first, one after the other; then, after a
     * {@code -}, those that come after everything else. A missing part is that of the standard order. Definitions are always first.
     *
     * @throws GoletaException USER for more than one {@code -}
     */
    public static RestoreOrder of(String priorities) {
        List<String> names = Stream.of(priorities.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        int separator = names.indexOf(SEPARATOR);
        if (separator != names.lastIndexOf(SEPARATOR)) {
            throw new GoletaException(
                    Fault.USER,
                    "--restore-resource-priorities is \"" + priorities + "\": multiple priority separator \"-\" found");
        }
        List<String> high = separator < 0 ? names : names.subList(0, separator);
        List<String> low = separator < 0 ? List.of() : names.subList(separator + 1, names.size());
        return new RestoreOrder(high.isEmpty() ? EARLY : oneEach(high), low.isEmpty() ? List.of(LATE) : oneEach(low));
    }

    private static List<Stage> oneEach(List<String> names) {
        return names.stream().map(name -> new Stage(Set.of(name), true)).toList();
    }

    /** The stage before all others. */
    Stage definitions() {
        return stages.getFirst();
    }

    List<Stage> afterDefinitions() {
        return stages.subList(1, stages.size());
    }

    /** The first stage that names it. */
    Stage of(GroupResource resource) {
        return stages.stream()
                .filter(stage -> stage.names(resource))
                .findFirst()
                .orElse(Stage.REST);
    }
}
