package io.goleta.core.restore;

import java.util.Set;

/**
 * The order of a restore: everything in one tier is restored at once, and a tier begins when the one before is over.
 *
 * <p>Velero restores one object after the other along a list of resources. What that list means is kept here, without its standing
 * in line: things come after what the API server or a controller must find to treat them right.
 */
enum Tier {
    /** Before everything else: without its definition a custom resource cannot even be looked up. */
    DEFINITIONS("customresourcedefinitions.apiextensions.k8s.io"),

    /** What volumes, claims and pods refer to by name. */
    CLASSES(
            "storageclasses.storage.k8s.io",
            "volumesnapshotclasses.snapshot.storage.k8s.io",
            "priorityclasses.scheduling.k8s.io",
            "runtimeclasses.node.k8s.io",
            "ingressclasses.networking.k8s.io"),

    /** Contents before the snapshots that bind to them: see {@link #SNAPSHOTS}. */
    SNAPSHOT_CONTENTS("volumesnapshotcontents.snapshot.storage.k8s.io"),
    SNAPSHOTS("volumesnapshots.snapshot.storage.k8s.io"),

    /** Before the claims that name them; otherwise a provisioner makes new and empty ones. */
    VOLUMES("persistentvolumes"),
    CLAIMS("persistentvolumeclaims"),

    /** What pods mount, run as, or are limited by. */
    CONFIGURATION(
            "secrets",
            "configmaps",
            "serviceaccounts",
            "limitranges",
            "clusterroles.rbac.authorization.k8s.io",
            "roles.rbac.authorization.k8s.io"),

    /** After roles: the API server looks at the role to see whether it may be granted. */
    BINDINGS("clusterrolebindings.rbac.authorization.k8s.io", "rolebindings.rbac.authorization.k8s.io"),

    /**
     * Before whatever created them, so that they come back with the containers that wait for their volumes; their controllers then
     * find them and adopt them instead of making new ones.
     */
    PODS("pods"),

    /** Before deployments, for the same reason. */
    REPLICA_SETS("replicasets.apps"),
    CLUSTER_CLASSES("clusterclasses.cluster.x-k8s.io"),

    /** Before services, so that the addresses of those without a selector are not overwritten with nothing. */
    ENDPOINTS("endpoints", "endpointslices.discovery.k8s.io"),

    /** Everything that is in no other tier. */
    REST,

    /** What acts on objects of other kinds, possibly with the help of pods that have only just been restored. */
    LATE(
            "mutatingwebhookconfigurations.admissionregistration.k8s.io",
            "validatingwebhookconfigurations.admissionregistration.k8s.io",
            "validatingadmissionpolicies.admissionregistration.k8s.io",
            "validatingadmissionpolicybindings.admissionregistration.k8s.io",
            "clusterbootstraps.run.tanzu.vmware.com",
            "clusters.cluster.x-k8s.io",
            "clusterresourcesets.addons.cluster.x-k8s.io",
            "apps.kappctrl.k14s.io",
            "packageinstalls.packaging.carvel.dev");

    private final Set<String> resources;

    Tier(String... resources) {
        this.resources = Set.of(resources);
    }

    /** Their names; none for {@link #REST}. */
    Set<String> resources() {
        return resources;
    }
}
