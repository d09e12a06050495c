package io.goleta.core.volume;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.report.RunReporter;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Follows the PodVolumeRestores of one restore, with one list request for all of them. Thread-safe. */
final class VolumeRestoreProgress {
    private static final Duration BETWEEN_LOOKS_AT_PODS = Duration.ofSeconds(15);

    private record Volume(@Nullable String namespace, String pod, String podUid, String volume) {
        @Override
        public String toString() {
            return "Volume " + volume + " of pod " + pod;
        }
    }

    private final Cluster cluster;
    private final KubernetesObject restore;
    private final RunReporter findings;
    private final Clock clock;
    private final Instant start;
    private final Map<String, Volume> pending = new ConcurrentHashMap<>();

    VolumeRestoreProgress(Cluster cluster, KubernetesObject restore, RunReporter findings, Clock clock) {
        this.cluster = cluster;
        this.restore = restore;
        this.findings = findings;
        this.clock = clock;
        this.start = clock.instant();
    }

    static boolean hasFailed(KubernetesObject object) {
        String phase = phase(object);
        return phase.equals("Failed") || phase.equals("Canceled");
    }

    void add(KubernetesObject object, KubernetesObject pod, String volume) {
        pending.put(object.name(), new Volume(pod.namespace(), pod.name(), pod.uid(), volume));
    }

    /** What is left of a time-out that counts from the creation of this object; never negative. */
    Duration left(Duration timeout) {
        Duration left = Duration.between(clock.instant(), start.plus(timeout));
        return left.isNegative() ? Duration.ZERO : left;
    }

    void await(Duration timeout) {
        Instant deadline = start.plus(timeout);
        Instant lookAtPods = clock.instant().plus(BETWEEN_LOOKS_AT_PODS);
        Pause pause = new Pause();
        while (true) {
            askAgainLater(this::look);
            if (pending.isEmpty()) {
                return;
            }
            if (!clock.instant().isBefore(deadline)) {
                giveUp();
                return;
            }
            if (!clock.instant().isBefore(lookAtPods)) {
                askAgainLater(this::dropVolumesOfLostPods);
                lookAtPods = clock.instant().plus(BETWEEN_LOOKS_AT_PODS);
            }
            pause.take();
        }
    }

    /** Hours of work are not given up because the API server is away for a minute; the time-out ends it if it must. */
    private void askAgainLater(Runnable question) {
        try {
            question.run();
        } catch (GoletaException e) {
            if (!e.isRetryable()) {
                throw e;
            }
            findings.info("Asking for PodVolumeRestores again: " + e.getMessage());
        }
    }

    private void look() {
        Set<String> missing = new HashSet<>(pending.keySet());
        if (missing.isEmpty()) {
            return;
        }
        ListOptions ours = new ListOptions(restore.namespace(), VeleroApi.RESTORE_UID + "=" + restore.uid(), "");
        cluster.list(VeleroResource.of(cluster, VeleroKind.POD_VOLUME_RESTORE.id()), ours, object -> {
            missing.remove(object.name());
            settle(object);
        });
        missing.forEach(name -> fail(name, "somebody deleted the PodVolumeRestore " + name));
    }

    private void settle(KubernetesObject object) {
        if (hasFailed(object)) {
            fail(object.name(), object.string("status", "message").orElse("see PodVolumeRestore " + object.name()));
        } else if (phase(object).equals("Completed")) {
            Volume volume = pending.remove(object.name());
            if (volume != null) {
                findings.info(volume + " is restored", "namespace", String.valueOf(volume.namespace()));
            }
        }
    }

    /** Nobody will ever restore a volume into a pod that is gone, or that has ended without waiting for it. */
    private void dropVolumesOfLostPods() {
        for (Map.Entry<String, Volume> entry : pending.entrySet()) {
            Volume volume = entry.getValue();
            Optional<KubernetesObject> pod =
                    cluster.get(new ItemId(GroupResource.PODS, volume.namespace(), volume.pod()));
            if (pod.filter(found -> found.uid().equals(volume.podUid())).isEmpty()) {
                giveUp(entry.getKey(), "the pod was deleted before its volumes were restored");
            } else if (pod.flatMap(found -> found.string("status", "phase"))
                    .filter("Failed"::equals)
                    .isPresent()) {
                giveUp(entry.getKey(), "the pod failed before its volumes were restored");
            }
        }
    }

    private void giveUp() {
        pending.keySet()
                .forEach(name -> giveUp(
                        name,
                        "timed out waiting for all PodVolumeRestores to complete; see PodVolumeRestore " + name
                                + ", whether the pod has a node, and whether the agent of that node runs"));
    }

    private void giveUp(String name, String reason) {
        fail(name, reason);
        new PodVolumeCanceller(cluster, VeleroKind.POD_VOLUME_RESTORE.id(), restore.namespace(), findings, clock)
                .end(name, reason);
    }

    private void fail(String name, String reason) {
        Volume volume = pending.remove(name);
        if (volume != null) {
            findings.error(volume.namespace(), volume + ": pod volume restore failed: " + reason);
        }
    }

    private static String phase(KubernetesObject object) {
        return object.string("status", "phase").orElse("");
    }
}
