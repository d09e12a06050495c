package io.goleta.core.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Plays the other side of the API's protocol: the controller of repositories, and the agents of all nodes, which finish
 * PodVolumeBackups without moving a byte.
 */
final class NodeAgents implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Cluster cluster;
    private final Function<KubernetesObject, Map<String, Object>> work;
    private final List<String> finished = new CopyOnWriteArrayList<>();
    private final CountDownLatch anyFinished = new CountDownLatch(1);
    private final Thread thread;

    /**
     * @param work the status a PodVolumeBackup gets; empty to leave it alone for now
     */
    NodeAgents(Cluster cluster, Function<KubernetesObject, Map<String, Object>> work) {
        this.cluster = cluster;
        this.work = work;
        this.thread = Thread.ofVirtual().start(this::run);
    }

    static NodeAgents thatSucceed(Cluster cluster) {
        return new NodeAgents(cluster, NodeAgents::completed);
    }

    static Map<String, Object> completed(KubernetesObject object) {
        return Map.of(
                "phase", "Completed",
                "snapshotID", "5a5a5a5a",
                "completionTimestamp", "2026-01-01T00:00:01Z");
    }

    static Map<String, Object> failed(String message) {
        return Map.of("phase", "Failed", "message", message, "completionTimestamp", "2026-01-01T00:00:02Z");
    }

    /** {@code pod/volume}s in the order in which they were finished. */
    List<String> finished() {
        return finished;
    }

    /** Returns when a PodVolumeBackup is finished. */
    void awaitFinished() {
        try {
            assertThat(anyFinished.await(20, TimeUnit.SECONDS)).as("finished").isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns when no call of an agent is under way any more, so a test may count those that follow. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            assertThat(thread.join(Duration.ofSeconds(20))).as("agents stopped").isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                each(VeleroKind.RESTIC_REPOSITORY.id(), this::ready);
                each(VeleroKind.POD_VOLUME_BACKUP.id(), this::finish);
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (GoletaException e) {
            if (!Thread.currentThread().isInterrupted()) {
                throw e;
            }
        }
    }

    private void each(GroupResource id, BiConsumer<ApiResource, KubernetesObject> action) {
        ApiResource resource = cluster.discovery().find(id).orElseThrow();
        List<KubernetesObject> objects = new CopyOnWriteArrayList<>();
        cluster.list(resource, ListOptions.EVERYTHING, objects::add);
        for (KubernetesObject object : objects) {
            try {
                action.accept(resource, object);
            } catch (ApiException e) {
                if (!e.isNotFound()) {
                    throw e;
                }
            }
        }
    }

    private void ready(ApiResource resource, KubernetesObject repository) {
        if (repository
                .string("status", "phase")
                .filter(phase -> !phase.equals("New"))
                .isEmpty()) {
            String identifier = "/srv/restic/"
                    + repository.string("spec", "volumeNamespace").orElseThrow();
            patch(
                    resource,
                    repository,
                    Map.of("spec", Map.of("resticIdentifier", identifier), "status", Map.of("phase", "Ready")));
        }
    }

    private void finish(ApiResource resource, KubernetesObject object) {
        Map<String, Object> status = object.string("status", "phase").isEmpty() ? work.apply(object) : Map.of();
        if (!status.isEmpty()) {
            patch(resource, object, Map.of("status", status));
            finished.add(object.string("spec", "pod", "name").orElseThrow() + "/"
                    + object.string("spec", "volume").orElseThrow());
            anyFinished.countDown();
        }
    }

    private void patch(ApiResource resource, KubernetesObject object, Map<String, Object> patch) {
        cluster.mergePatch(resource, object.namespace(), object.name(), patch);
    }
}
