package io.goleta.core.coverage;

import io.goleta.core.api.SkippedVolume;
import io.goleta.core.coverage.VolumeCoverage.State;
import io.goleta.core.coverage.VolumeTransfers.Move;
import io.goleta.core.podvolume.VolumeLineage;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges one volume after the other by what backups did. */
final class CoverageEvaluator {
    private static final String EXCLUDED = "backup.velero.io/backup-excluded";

    private final RestorableBackups runs;
    private final VolumeTransfers moves;
    private final SkippedVolumeIndex record;
    private final Set<String> pods;

    /** @param pods those that exist, as {@code namespace/name} */
    CoverageEvaluator(RestorableBackups runs, VolumeTransfers moves, SkippedVolumeIndex record, Set<String> pods) {
        this.runs = runs;
        this.moves = moves;
        this.record = record;
        this.pods = pods;
    }

    private record Subject(String namespace, String kind, String name, String volume) {
        VolumeCoverage is(State state, String backup, String time, String reason) {
            return new VolumeCoverage(namespace, kind, name, volume, state, backup, time, reason);
        }
    }

    /** @param uses the pods that mount it */
    VolumeCoverage ofClaim(KubernetesObject claim, List<PodVolumeUse> uses) {
        Subject subject = new Subject(
                claim.string("metadata", "namespace").orElse(""), "PersistentVolumeClaim", claim.name(), "");
        Optional<Move> failed = moves.failedForClaim(claim.uid());
        Optional<VolumeCoverage> done =
                moves.doneForClaim(claim.uid()).map(move -> isProtected(subject, move, failed, ""));
        if (done.isPresent()) {
            return done.get();
        }
        if ("true".equals(claim.annotations().get(EXCLUDED))) {
            return subject.is(State.EXCLUDED, "", "", "its annotation " + EXCLUDED + " says so");
        }
        if (failed.isEmpty() && uses.isEmpty()) {
            return subject.is(State.NOT_MOUNTED, "", "", "no pod mounts it");
        }
        String created = claim.string("metadata", "creationTimestamp").orElse("");
        return unprotected(subject, failed, uses, created);
    }

    VolumeCoverage ofVolume(PodVolumeUse use) {
        Subject subject = new Subject(use.namespace(), "Pod", use.pod(), use.volume());
        Optional<Move> failed = moves.failedForPod(use.podUid(), use.volume());
        return moves.doneForPod(use.podUid(), use.volume())
                .map(move -> isProtected(subject, move, failed, ""))
                .or(() -> earlier(use)
                        .map(move -> isProtected(subject, move, failed, "as it was in pod " + move.pod() + " before")))
                .orElseGet(() -> unprotected(subject, failed, List.of(use), use.created()));
    }

    /** Of the same pod before it was made anew, or of one that it replaced; not of another replica. */
    private Optional<Move> earlier(PodVolumeUse use) {
        return moves.doneForLineage(
                VolumeLineage.label(use.namespace(), use.owner()),
                pod -> pod.equals(use.pod()) || !pods.contains(use.namespace() + "/" + pod));
    }

    private static VolumeCoverage isProtected(Subject subject, Move move, Optional<Move> failed, String note) {
        String reason = failed.filter(later -> later.end().compareTo(move.end()) > 0)
                .map(later -> "the latest attempt failed, in backup " + later.backup() + ": " + later.message())
                .orElse(note);
        return subject.is(State.PROTECTED, move.backup(), move.end(), reason);
    }

    private VolumeCoverage unprotected(
            Subject subject, Optional<Move> failed, List<PodVolumeUse> uses, String created) {
        if (failed.isPresent()) {
            return subject.is(
                    State.FAILED, failed.get().backup(), "", failed.get().message());
        }
        Optional<RestorableBackups.Run> latest = runs.latestOf(subject.namespace());
        if (latest.isEmpty()) {
            return subject.is(State.NO_BACKUP, "", "", "there is no backup of namespace " + subject.namespace());
        }
        SkippedVolumeSource.Source backup = latest.get().source();
        Optional<SkippedVolume> leftOut = uses.stream()
                .flatMap(use -> record.find(backup, use.namespace(), use.owner()).stream())
                .findFirst();
        if (leftOut.isPresent()) {
            return subject.is(
                    leftOut.get().optedOut() ? State.EXCLUDED : State.LEFT_OUT,
                    backup.name(),
                    "",
                    leftOut.get().reason());
        }
        String start = latest.get().start();
        if (created.compareTo(start) >= 0
                || uses.stream().allMatch(use -> use.created().compareTo(start) >= 0)) {
            return subject.is(State.PENDING, backup.name(), "", "it is newer than the backup");
        }
        String unreadable = record.unreadable(backup);
        return subject.is(
                State.LEFT_OUT,
                backup.name(),
                "",
                unreadable.isEmpty()
                        ? "the backup does not say why; perhaps its filters leave the pod out"
                        : "the backup's record cannot be read: " + unreadable);
    }
}
