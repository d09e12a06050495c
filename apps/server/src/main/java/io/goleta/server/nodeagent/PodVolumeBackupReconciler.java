package io.goleta.server.nodeagent;

import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.PodVolumeProgress;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.server.controller.CancellationWatch;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import io.goleta.server.repository.DataMoverSource;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.IncompleteSnapshotException;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backs up one volume of a pod on this node. Work found in progress was cut off by the end of an earlier agent, and
 * is done again. Cancelled work is stopped, and fails.
 */
public final class PodVolumeBackupReconciler implements Reconciler<PodVolumeBackup> {
    private static final Logger LOGGER = LoggerFactory.getLogger(PodVolumeBackupReconciler.class);

    private static final Set<String> IDENTITY = Set.of("backup-uid", "pod-uid", "volume");

    private final ClusterReader cluster;
    private final VolumePaths paths;
    private final DataMoverSource movers;
    private final ParentSnapshots parents;
    private final CancellationCheck cancellation;
    private final TransferLimiter slots;
    private final Clock clock;
    private final TransferTiming timing;

    @Inject
    public PodVolumeBackupReconciler(
            ClusterReader cluster,
            @Named("readable") VolumePaths paths,
            DataMoverSource movers,
            TransferLimiter slots,
            Clock clock) {
        this(cluster, paths, movers, slots, clock, TransferTiming.STANDARD);
    }

    PodVolumeBackupReconciler(
            ClusterReader cluster,
            VolumePaths paths,
            DataMoverSource movers,
            TransferLimiter slots,
            Clock clock,
            TransferTiming timing) {
        this.cluster = cluster;
        this.paths = paths;
        this.movers = movers;
        this.parents = new ParentSnapshots(cluster);
        this.cancellation = new CancellationCheck(cluster, VeleroKind.POD_VOLUME_BACKUP.id());
        this.slots = slots;
        this.clock = clock;
        this.timing = timing;
    }

    @Override
    public ReconcileResult<PodVolumeBackup> reconcile(PodVolumeBackup backup, Progress<PodVolumeBackup> progress)
            throws InterruptedException {
        PodVolumePhase phase = phase(backup);
        if (phase.isTerminal()) {
            return ReconcileResult.done();
        }
        try (TransferLimiter.Slot slot = slots.take()) {
            Move move = new Move(backup, progress, start(backup));
            Optional<String> refusal = cancellation.reasonNotToBegin(backup);
            if (refusal.isPresent()) {
                backup.setStatus(move.failed(refusal.get()));
            } else {
                move.report(null);
                backup.setStatus(move.run(phase == PodVolumePhase.InProgress));
            }
        }
        LOGGER.info("backup of a volume {}: {}", phase(backup), backup.name());
        return ReconcileResult.update(backup);
    }

    private static PodVolumePhase phase(PodVolumeBackup backup) {
        PodVolumeBackup.Status status = backup.status();
        return status.phase() == null ? PodVolumePhase.New : status.phase();
    }

    private Instant start(PodVolumeBackup backup) {
        PodVolumeBackup.Status status = backup.status();
        return status.startTimestamp() == null ? clock.instant() : status.startTimestamp();
    }

    /** One backup on its way. */
    private final class Move {
        private final PodVolumeBackup backup;
        private final PodVolumeBackup.Spec spec;
        private final PodReference pod;
        private final Progress<PodVolumeBackup> progress;
        private final Instant start;
        private TransferWarnings warnings;
        private String path = "";
        private boolean begun;

        Move(PodVolumeBackup backup, Progress<PodVolumeBackup> progress, Instant start) {
            this.backup = backup;
            this.spec = backup.spec();
            this.pod = PodReference.of(backup);
            this.progress = progress;
            this.start = start;
            this.warnings = TransferWarnings.of(backup);
        }

        PodVolumeBackup.Status run(boolean resumed) throws InterruptedException {
            ProgressThrottle throttle = new ProgressThrottle(clock, this::report);
            CancellationWatch watch =
                    new CancellationWatch(() -> cancellation.reasonToStop(backup), timing.checkInterval());
            try (watch) {
                return completed(timing.retry().call(attempt -> snapshot(resumed || attempt > 1, throttle)));
            } catch (RuntimeException e) {
                Optional<String> cancelled = watch.end();
                String reason = cancelled.isPresent() ? cancelled.get() : Failures.reason(e, begun);
                Failures.log(LOGGER, "backup of a volume", backup.name(), reason, e);
                String kept = e instanceof IncompleteSnapshotException incomplete
                        ? incomplete.snapshot().id()
                        : "";
                return status(CancellationCheck.phase(reason), kept, reason, clock.instant(), throttle.last());
            }
        }

        private Snapshot snapshot(boolean resumed, ProgressThrottle throttle) {
            Path directory = directory();
            path = directory.toString();
            try (DataMover mover = movers.open(
                    spec.uploaderType(),
                    Objects.requireNonNullElse(spec.backupStorageLocation(), ""),
                    Objects.requireNonNullElse(spec.repoIdentifier(), ""))) {
                Optional<Snapshot> earlier = resumed ? finished(mover) : Optional.empty();
                warnings = TransferWarnings.of(backup);
                record(directory);
                begun = true;
                try {
                    Snapshot snapshot = mover.backUp(source(directory, earlier), throttle, warnings);
                    keep(snapshot, directory, earlier, mover);
                    return snapshot;
                } catch (IncompleteSnapshotException e) {
                    keep(e.snapshot(), directory, earlier, mover);
                    throw e;
                }
            }
        }

        /**
         * What an earlier attempt left is read once more: nobody knows any more which files it missed. Unchanged ones are not
         * read again.
         */
        private VolumeSource source(Path directory, Optional<Snapshot> earlier) {
            Optional<ParentSnapshots.Parent> parent = earlier.map(
                            found -> new ParentSnapshots.Parent(found.id(), false))
                    .or(() -> parents.of(backup));
            return new VolumeSource(
                    directory,
                    spec.tags(),
                    parent.map(ParentSnapshots.Parent::snapshot),
                    parent.filter(ParentSnapshots.Parent::recreated).isPresent());
        }

        private void record(Path directory) {
            try {
                backup.setAnnotation(
                        VeleroApi.VOLUME_FOLDER,
                        FolderAttributes.of(directory, warnings).toJson());
            } catch (IOException e) {
                warnings.accept("owner and mode of the volume's folder could not be read: " + e.getMessage());
            }
        }

        private void keep(Snapshot snapshot, Path directory, Optional<Snapshot> earlier, DataMover mover) {
            requireUnmoved(directory, snapshot, mover);
            earlier.filter(found -> !found.id().equals(snapshot.id())).ifPresent(found -> {
                try {
                    mover.forget(List.of(found.id()));
                } catch (GoletaException e) {
                    warnings.accept("snapshot " + found.id() + " of an earlier attempt could not be removed: "
                            + e.getMessage());
                }
            });
        }

        private Path directory() {
            return paths.find(pod.read(cluster), Objects.requireNonNullElse(spec.volume(), ""));
        }

        /**
         * Only the kubelet writes its own directories, but a directory of the node may have been replaced by a link after its
         * path was checked; then the files may be those of a different directory.
         */
        private void requireUnmoved(Path directory, Snapshot snapshot, DataMover mover) {
            if (!backup.annotations().containsKey(VeleroApi.HOST_PATH)
                    || directory().equals(directory)) {
                return;
            }
            mover.forget(List.of(snapshot.id()));
            throw new GoletaException(
                    Fault.USER, "hostPath " + directory + " was replaced during the backup; snapshot discarded");
        }

        /** The snapshot that an earlier attempt wrote before it was cut off, found by tags that only this backup of this volume has. */
        private Optional<Snapshot> finished(DataMover mover) {
            Map<String, String> identity = new HashMap<>(spec.tags());
            identity.keySet().retainAll(IDENTITY);
            return identity.keySet().equals(IDENTITY) ? mover.find(identity) : Optional.empty();
        }

        private PodVolumeBackup.Status completed(Snapshot snapshot) {
            PodVolumeProgress all = new PodVolumeProgress(snapshot.totalBytes(), snapshot.totalBytes());
            String message = snapshot.id().isEmpty() ? VeleroApi.EMPTY_VOLUME : warnings.message();
            return status(PodVolumePhase.Completed, snapshot.id(), message, clock.instant(), all);
        }

        PodVolumeBackup.Status failed(String reason) {
            return status(CancellationCheck.phase(reason), "", reason, clock.instant(), null);
        }

        void report(@Nullable PodVolumeProgress bytes) {
            backup.setStatus(status(PodVolumePhase.InProgress, "", null, null, bytes));
            progress.report(backup);
        }

        private PodVolumeBackup.Status status(
                PodVolumePhase phase,
                String snapshot,
                @Nullable String message,
                @Nullable Instant end,
                @Nullable PodVolumeProgress bytes) {
            return new PodVolumeBackup.Status(phase, path, snapshot, message, start, end, bytes);
        }
    }
}
