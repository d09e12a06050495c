package io.goleta.server.nodeagent;

import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.PodVolumeProgress;
import io.goleta.core.api.PodVolumeRestore;
import io.goleta.core.api.VeleroKind;
import io.goleta.server.controller.CancellationWatch;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import io.goleta.server.repository.DataMoverSource;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.volume.DataMover;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores one volume of a pod on this node, once the pod's init container waits for it. Work found in progress is done again
 * unless it turns out to be finished; cancelled work is stopped, and fails. The marker is the last thing written, so no pod starts on half its files.
 */
public final class PodVolumeRestoreReconciler implements Reconciler<PodVolumeRestore> {
    private static final Logger LOGGER = LoggerFactory.getLogger(PodVolumeRestoreReconciler.class);

    private final ClusterReader cluster;
    private final VolumePaths paths;
    private final HostPathRestoreGuard hostTargets;
    private final DataMoverSource movers;
    private final TransferLimiter slots;
    private final CancellationCheck cancellation;
    private final Clock clock;
    private final TransferTiming timing;

    @Inject
    public PodVolumeRestoreReconciler(
            ClusterReader cluster,
            @Named("writable") VolumePaths paths,
            DataMoverSource movers,
            TransferLimiter slots,
            Clock clock) {
        this(cluster, paths, movers, slots, clock, TransferTiming.STANDARD);
    }

    PodVolumeRestoreReconciler(
            ClusterReader cluster,
            VolumePaths paths,
            DataMoverSource movers,
            TransferLimiter slots,
            Clock clock,
            TransferTiming timing) {
        this.cluster = cluster;
        this.paths = paths;
        this.hostTargets = new HostPathRestoreGuard(cluster, paths);
        this.movers = movers;
        this.slots = slots;
        this.cancellation = new CancellationCheck(cluster, VeleroKind.POD_VOLUME_RESTORE.id());
        this.clock = clock;
        this.timing = timing;
    }

    @Override
    public ReconcileResult<PodVolumeRestore> reconcile(PodVolumeRestore restore, Progress<PodVolumeRestore> progress)
            throws InterruptedException {
        if (phase(restore).isTerminal()) {
            return ReconcileResult.done();
        }
        Move move = new Move(restore, progress);
        try (TransferLimiter.Slot slot = slots.take()) {
            Optional<String> refusal = cancellation.reasonNotToBegin(restore);
            if (refusal.isEmpty() && !move.isDue()) {
                return ReconcileResult.done();
            }
            restore.setStatus(refusal.isPresent() ? move.failed(refusal.get()) : move.run());
        }
        LOGGER.info("restore of a volume {}: {}", phase(restore), restore.name());
        return ReconcileResult.update(restore);
    }

    private static PodVolumePhase phase(PodVolumeRestore restore) {
        PodVolumeRestore.Status status = restore.status();
        return status.phase() == null ? PodVolumePhase.New : status.phase();
    }

    /** One restore on its way. */
    private final class Move {
        private final PodVolumeRestore restore;
        private final PodVolumeRestore.Spec spec;
        private final PodReference pod;
        private final RestoreOwner owner;
        private final Progress<PodVolumeRestore> progress;
        private final TransferWarnings warnings;
        private final boolean resumed;
        private final Instant start;
        private boolean begun;

        Move(PodVolumeRestore restore, Progress<PodVolumeRestore> progress) {
            this.restore = restore;
            this.spec = restore.spec();
            this.pod = PodReference.of(restore);
            this.owner = new RestoreOwner(cluster, restore);
            this.progress = progress;
            this.warnings = TransferWarnings.of(restore);
            this.resumed = phase(restore) == PodVolumePhase.InProgress;
            PodVolumeRestore.Status status = restore.status();
            this.start = status.startTimestamp() == null ? clock.instant() : status.startTimestamp();
        }

        /** Whether there is something to do or to say already; if not, the pod's next change brings us here again. */
        boolean isDue() {
            try {
                return new WaitingPod(pod.read(cluster)).state() != WaitingPod.State.NOT_YET;
            } catch (GoletaException e) {
                if (e.isRetryable()) {
                    throw e;
                }
                return true;
            }
        }

        PodVolumeRestore.Status run() throws InterruptedException {
            ProgressThrottle throttle = new ProgressThrottle(clock, this::report);
            report(null);
            CancellationWatch watch =
                    new CancellationWatch(() -> cancellation.reasonToStop(restore), timing.checkInterval());
            try (watch) {
                PodVolumeProgress last = timing.retry().call(attempt -> {
                    restore(resumed || attempt > 1, throttle);
                    return throttle.last();
                });
                return status(
                        PodVolumePhase.Completed,
                        warnings.message(),
                        clock.instant(),
                        new PodVolumeProgress(last.totalBytes(), last.totalBytes()));
            } catch (RuntimeException e) {
                Optional<String> cancelled = watch.end();
                String reason = cancelled.isPresent() ? cancelled.get() : Failures.reason(e, begun);
                Failures.log(LOGGER, "restore of a volume", restore.name(), reason, e);
                return status(CancellationCheck.phase(reason), reason, clock.instant(), throttle.last());
            }
        }

        private void restore(boolean mayBeDone, ProgressThrottle throttle) {
            KubernetesObject found = pod.read(cluster);
            if (new WaitingPod(found).state() == WaitingPod.State.LET_GO) {
                requireResumed(found);
                return;
            }
            Path directory = directory(found);
            DoneMarker marker = new DoneMarker(directory, owner.uid());
            if (mayBeDone && marker.exists()) {
                return;
            }
            RestoreTarget target = new RestoreTarget(cluster, found, volume(), directory);
            // A second attempt finds what the first one restored.
            if (!begun) {
                requireFree(found, target, marker);
            }
            Optional<FolderAttributes> folder = owner.folder(warnings);
            try (DataMover mover = movers.open(
                    spec.uploaderType(), Objects.requireNonNullElse(spec.backupStorageLocation(), ""), repository())) {
                mover.connect();
                begun = true;
                marker.begin();
                mover.restore(Objects.requireNonNullElse(spec.snapshotID(), ""), directory, throttle, warnings);
            }
            requireUnmoved(found, directory);
            target.requireUnused();
            folder.ifPresent(attributes -> attributes.applyTo(directory, fsGroup(found), warnings));
            marker.leave(() -> folder.ifPresent(attributes -> attributes.applyTimeTo(directory, warnings)));
        }

        private void requireFree(KubernetesObject found, RestoreTarget target, DoneMarker marker) {
            hostTargets.requireFree(found, volume(), target.directory(), ownNamespace());
            target.requireWritable();
            target.requireUnused();
            if (!resumed && !marker.hasBegun() && !hostTargets.isOnHost(found, volume())) {
                target.requireEmpty(owner.mayOverwrite(), warnings);
            }
        }

        private OptionalInt fsGroup(KubernetesObject found) {
            return found.get("spec", "securityContext", "fsGroup")
                    .filter(Number.class::isInstance)
                    .map(group -> OptionalInt.of(((Number) group).intValue()))
                    .orElse(OptionalInt.empty());
        }

        /** Only the kubelet writes its own directories, but a directory of the node may have been replaced by a link meanwhile. */
        private void requireUnmoved(KubernetesObject found, Path directory) {
            if (hostTargets.isOnHost(found, volume()) && !directory(found).equals(directory)) {
                throw new GoletaException(
                        Fault.USER, "hostPath " + directory + " was replaced during the restore; check its content");
            }
        }

        private Path directory(KubernetesObject found) {
            return paths.find(found, volume());
        }

        private String volume() {
            return Objects.requireNonNullElse(spec.volume(), "");
        }

        private String ownNamespace() {
            return restore.namespace();
        }

        /** The container lets the pod go only when it saw our marker, which was our last step before the agent ended. */
        private void requireResumed(KubernetesObject found) {
            if (!resumed) {
                throw new GoletaException(
                        Fault.CLUSTER,
                        "pod " + pod + " did not wait for its files; they are not restored into a running pod");
            }
        }

        private String repository() {
            String identifier = Objects.requireNonNullElse(spec.repoIdentifier(), "");
            return identifier.isEmpty() ? Objects.requireNonNullElse(spec.sourceNamespace(), "") : identifier;
        }

        PodVolumeRestore.Status failed(String reason) {
            return status(CancellationCheck.phase(reason), reason, clock.instant(), null);
        }

        private void report(@Nullable PodVolumeProgress bytes) {
            restore.setStatus(status(PodVolumePhase.InProgress, null, null, bytes));
            progress.report(restore);
        }

        private PodVolumeRestore.Status status(
                PodVolumePhase phase,
                @Nullable String message,
                @Nullable Instant end,
                @Nullable PodVolumeProgress bytes) {
            return new PodVolumeRestore.Status(phase, message, start, end, bytes);
        }
    }
}
