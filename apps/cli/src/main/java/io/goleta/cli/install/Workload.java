package io.goleta.cli.install;

import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;

/** The workloads of an installation. */
enum Workload {
    SERVER("Deployment", "velero", "deploy=velero", Duration.ofMinutes(3)),
    // Each node pulls the image for itself.
    AGENTS("DaemonSet", "restic", "name=restic", Duration.ofMinutes(5));

    private final String kind;
    private final String objectName;
    private final String podSelector;
    private final Duration limit;

    Workload(String kind, String objectName, String podSelector, Duration limit) {
        this.kind = kind;
        this.objectName = objectName;
        this.podSelector = podSelector;
        this.limit = limit;
    }

    String kind() {
        return kind;
    }

    String objectName() {
        return objectName;
    }

    String podSelector() {
        return podSelector;
    }

    /** How long the rollout may take. */
    Duration limit() {
        return limit;
    }

    /** The desired number of pods, as last observed by the controller. */
    long wanted(KubernetesObject workload) {
        return this == SERVER
                ? number(workload, "spec", "replicas")
                : number(workload, "status", "desiredNumberScheduled");
    }

    /** The number of ready pods of the latest version. */
    long ready(KubernetesObject workload) {
        return this == SERVER
                ? Math.min(
                        number(workload, "status", "availableReplicas"), number(workload, "status", "updatedReplicas"))
                : Math.min(
                        number(workload, "status", "numberAvailable"),
                        number(workload, "status", "updatedNumberScheduled"));
    }

    boolean isReady(KubernetesObject workload) {
        boolean seen = number(workload, "status", "observedGeneration") >= number(workload, "metadata", "generation");
        boolean oldGone = this == AGENTS
                || number(workload, "status", "replicas") == number(workload, "status", "updatedReplicas");
        return seen && oldGone && ready(workload) >= wanted(workload);
    }

    private static long number(KubernetesObject object, String... path) {
        return object.get(path)
                .filter(Number.class::isInstance)
                .map(value -> ((Number) value).longValue())
                .orElse(0L);
    }
}
