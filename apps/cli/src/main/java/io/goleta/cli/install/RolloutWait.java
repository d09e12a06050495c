package io.goleta.cli.install;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.run.Poller;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waits until pods are ready, and prints their state whenever it changes. */
final class RolloutWait {
    private static final int PODS_TOLD = 5;

    private final Cluster cluster;
    private final String namespace;
    private final InstallLog log;
    private final Poller poller;

    RolloutWait(Cluster cluster, String namespace, InstallLog log, Poller poller) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.log = log;
        this.poller = poller;
    }

    /**
     * Returns when all its pods are ready.
     *
     * @throws GoletaException CLUSTER when they are not ready in time, with their state
     */
    void await(Workload workload) {
        if (!poller.until(workload.limit(), () -> isReady(workload))) {
            throw new GoletaException(
                    Fault.CLUSTER,
                    workload.kind() + "/" + workload.objectName() + " is not ready after "
                            + workload.limit().toMinutes() + " minutes: " + log.state()
                            + ". The pods keep retrying; for details run `kubectl -n "
                            + namespace + " describe pods -l " + workload.podSelector() + "`");
        }
    }

    private boolean isReady(Workload workload) {
        Optional<KubernetesObject> object =
                cluster.get(resource("apps/v1", workload.kind()), namespace, workload.objectName());
        if (object.filter(workload::isReady).isPresent()) {
            return true;
        }
        log.waitingFor(object.map(found -> state(workload, found)).orElse("it does not exist"));
        return false;
    }

    private String state(Workload workload, KubernetesObject object) {
        List<String> parts = new ArrayList<>();
        parts.add(workload.ready(object) + " of " + workload.wanted(object) + " pods ready");
        List<KubernetesObject> pods = pods(workload);
        if (pods.isEmpty()) {
            obstacle(object).ifPresent(parts::add);
        }
        pods.stream()
                .filter(pod -> !PodProblems.isReady(pod))
                .limit(PODS_TOLD)
                .map(pod -> "pod " + pod.name() + " " + new PodProblems(pod).text(() -> warning(pod)))
                .forEach(parts::add);
        return String.join("; ", parts);
    }

    private List<KubernetesObject> pods(Workload workload) {
        List<KubernetesObject> pods = new ArrayList<>();
        ListOptions query = ListOptions.inNamespace(namespace).withLabels(workload.podSelector());
        cluster.list(resource("v1", "Pod"), query, pods::add);
        return pods;
    }

    /** Why the controller cannot create pods, such as a quota or an admission policy. */
    private Optional<String> obstacle(KubernetesObject workload) {
        return workload.maps("status", "conditions").stream()
                .filter(condition ->
                        "ReplicaFailure".equals(condition.get("type")) && "True".equals(condition.get("status")))
                .map(condition -> String.valueOf(condition.get("message")))
                .findFirst()
                .or(() -> warning(workload));
    }

    /** The latest warning about an object. */
    private Optional<String> warning(KubernetesObject object) {
        List<KubernetesObject> events = new ArrayList<>();
        cluster.list(
                resource("v1", "Event"),
                new ListOptions(namespace, "", "type=Warning,involvedObject.name=" + object.name()),
                events::add);
        return events.stream()
                .max((a, b) -> time(a).compareTo(time(b)))
                .map(KubernetesObject::content)
                .map(RolloutWait::message);
    }

    private static String message(Map<String, Object> event) {
        return event.get("reason") + ": " + event.get("message");
    }

    private static String time(KubernetesObject event) {
        return event.string("lastTimestamp")
                .or(() -> event.string("metadata", "creationTimestamp"))
                .orElse("");
    }

    private ApiResource resource(String apiVersion, String kind) {
        // Events exist in two groups; the API server lists the core one first.
        return cluster.discovery()
                .find(apiVersion, kind)
                .orElseThrow(() -> new GoletaException(
                        Fault.CLUSTER, "The API server does not know " + kind + " of " + apiVersion));
    }
}
