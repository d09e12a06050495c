package io.goleta.core.volume;

import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.report.RunReporter;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Follows the PodVolumeBackups of one backup, with one list request for all of them. Thread-safe. */
final class VolumeBackupProgress {
    private record Volume(@Nullable String namespace, String pod, String volume) {
        @Override
        public String toString() {
            return "Volume " + volume + " of pod " + pod;
        }
    }

    private final Cluster cluster;
    private final KubernetesObject backup;
    private final RunReporter findings;
    private final Clock clock;
    private final Instant start;
    private final Map<String, Volume> pending = new ConcurrentHashMap<>();
    private final List<KubernetesObject> finished = new ArrayList<>();

    VolumeBackupProgress(Cluster cluster, KubernetesObject backup, RunReporter findings, Clock clock) {
        this.cluster = cluster;
        this.backup = backup;
        this.findings = findings;
        this.clock = clock;
        this.start = clock.instant();
    }

    static boolean hasFailed(KubernetesObject object) {
        return phase(object)
                .filter(phase -> phase == PodVolumePhase.Failed || phase == PodVolumePhase.Canceled)
                .isPresent();
    }

    void add(KubernetesObject object, KubernetesObject pod, String volume) {
        pending.put(object.name(), new Volume(pod.namespace(), pod.name(), volume));
    }

    void await(Duration timeout) {
        Instant deadline = start.plus(timeout);
        Pause pause = new Pause();
        while (true) {
            look();
            if (pending.isEmpty()) {
                return;
            }
            if (!clock.instant().isBefore(deadline)) {
                giveUp();
                return;
            }
            pause.take();
        }
    }

    synchronized List<KubernetesObject> finished() {
        return List.copyOf(finished);
    }

    private void look() {
        Set<String> missing = new HashSet<>(pending.keySet());
        if (missing.isEmpty()) {
            return;
        }
        List<KubernetesObject> over = new ArrayList<>();
        try {
            cluster.list(VeleroResource.of(cluster, VeleroKind.POD_VOLUME_BACKUP.id()), ours(), object -> {
                missing.remove(object.name());
                if (phase(object).filter(PodVolumePhase::isTerminal).isPresent()) {
                    over.add(object);
                }
            });
        } catch (GoletaException e) {
            retryLater(e, e.isRetryable());
            return;
        }
        over.sort(Comparator.comparing(VolumeBackupProgress::end));
        over.forEach(this::settle);
        missing.forEach(this::lose);
    }

    /** Hours of work are not given up because the API server is away for a minute; the time-out ends it if it must. */
    private void retryLater(RuntimeException e, boolean retryable) {
        if (!retryable) {
            throw e;
        }
        findings.info("Asking for PodVolumeBackups again: " + e.getMessage());
    }

    private ListOptions ours() {
        return new ListOptions(backup.namespace(), VeleroApi.BACKUP_UID + "=" + backup.uid(), "");
    }

    private void settle(KubernetesObject object) {
        Volume volume = pending.remove(object.name());
        if (volume == null) {
            return;
        }
        synchronized (this) {
            finished.add(object);
        }
        String message = object.string("status", "message").orElse("");
        if (hasFailed(object)) {
            findings.error(volume.namespace(), volume + ": pod volume backup failed: " + message);
        } else {
            findings.info(
                    volume + " is backed up" + (message.isEmpty() ? "" : ": " + message),
                    "namespace",
                    String.valueOf(volume.namespace()));
        }
    }

    private void lose(String name) {
        Volume volume = pending.remove(name);
        if (volume != null) {
            findings.error(
                    volume.namespace(),
                    volume + ": pod volume backup failed: somebody deleted the PodVolumeBackup " + name);
        }
    }

    private void giveUp() {
        PodVolumeCanceller unwanted =
                new PodVolumeCanceller(cluster, VeleroKind.POD_VOLUME_BACKUP.id(), backup.namespace(), findings, clock);
        pending.forEach((name, volume) -> {
            findings.error(
                    volume.namespace(),
                    volume + ": timed out waiting for all PodVolumeBackups to complete; see PodVolumeBackup " + name
                            + ", and whether the agent of its node runs");
            unwanted.end(name, "the backup timed out waiting for all PodVolumeBackups to complete");
        });
        pending.clear();
    }

    private static Optional<PodVolumePhase> phase(KubernetesObject object) {
        String name = object.string("status", "phase").orElse("");
        return Stream.of(PodVolumePhase.values())
                .filter(phase -> phase.name().equals(name))
                .findFirst();
    }

    private static String end(KubernetesObject object) {
        return object.string("status", "completionTimestamp").orElse("");
    }
}
