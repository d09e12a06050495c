package io.goleta.core.coverage;

import io.goleta.core.api.SkippedVolume;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.coverage.SkippedVolumeSource.Source;
import io.goleta.core.coverage.VolumeCoverage.State;
import io.goleta.core.coverage.VolumeTransfers.Transfer;
import io.goleta.core.podvolume.VolumeLineage;
import io.goleta.core.select.IncludesExcludes;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Evaluates the coverage of single volumes by finished backups. */
final class CoverageEvaluator {
    private static final String EXCLUDED = "backup.velero.io/backup-excluded";

    private final RestorableBackups backups;
    private final VolumeTransfers transfers;
    private final SkippedVolumeIndex skipped;
    private final Set<String> pods;

    /** @param pods the existing pods, as {@code namespace/name} */
    CoverageEvaluator(
            RestorableBackups backups, VolumeTransfers transfers, SkippedVolumeSource skipped, Set<String> pods) {
        this.backups = backups;
        this.transfers = transfers;
        this.skipped = new SkippedVolumeIndex(skipped);
        this.pods = pods;
    }

    private record Subject(String namespace, String kind, String name, String volume) {
        VolumeCoverage with(State state, String backup, String time, String reason) {
            return new VolumeCoverage(namespace, kind, name, volume, state, backup, time, reason);
        }
    }

    /** @param uses the pod volumes that use the claim */
    VolumeCoverage ofClaim(KubernetesObject claim, List<Coverage.PodVolumeUse> uses) {
        Subject subject = new Subject(
                claim.string("metadata", "namespace").orElse(""), "PersistentVolumeClaim", claim.name(), "");
        Optional<Transfer> failed = transfers.failedForClaim(claim.uid());
        Optional<VolumeCoverage> done =
                transfers.doneForClaim(claim.uid()).map(transfer -> protectedBy(subject, transfer, failed, ""));
        if (done.isPresent()) {
            return done.get();
        }
        if ("true".equals(claim.annotations().get(EXCLUDED))) {
            return subject.with(State.EXCLUDED, "", "", "excluded by annotation " + EXCLUDED);
        }
        if ("true".equals(claim.labels().get(VeleroApi.EXCLUDE_FROM_BACKUP))) {
            return subject.with(State.EXCLUDED, "", "", "excluded by label " + VeleroApi.EXCLUDE_FROM_BACKUP);
        }
        if (failed.isEmpty() && uses.isEmpty()) {
            return subject.with(State.NOT_MOUNTED, "", "", "no pod mounts it");
        }
        String created = claim.string("metadata", "creationTimestamp").orElse("");
        return unprotected(subject, failed, uses, created);
    }

    VolumeCoverage ofVolume(Coverage.PodVolumeUse use) {
        Subject subject = new Subject(use.namespace(), "Pod", use.pod(), use.volume());
        Optional<Transfer> failed = transfers.failedForPod(use.podUid(), use.volume());
        return transfers
                .doneForPod(use.podUid(), use.volume())
                .map(transfer -> protectedBy(subject, transfer, failed, ""))
                .or(() -> earlier(use)
                        .map(transfer -> protectedBy(
                                subject, transfer, failed, "backed up from the earlier pod " + transfer.pod())))
                .orElseGet(() -> unprotected(subject, failed, List.of(use), use.created()));
    }

    /** The transfer of the same pod before it was recreated, or of a pod that it replaced; not of a different replica. */
    private Optional<Transfer> earlier(Coverage.PodVolumeUse use) {
        return transfers.doneForLineage(
                VolumeLineage.label(use.namespace(), use.owner()),
                pod -> pod.equals(use.pod()) || !pods.contains(use.namespace() + "/" + pod));
    }

    private static VolumeCoverage protectedBy(
            Subject subject, Transfer transfer, Optional<Transfer> failed, String note) {
        String reason = failed.filter(later -> later.end().compareTo(transfer.end()) > 0)
                .map(later -> "the latest attempt failed, in backup " + later.backup() + ": " + later.message())
                .orElse(note);
        return subject.with(State.PROTECTED, transfer.backup(), transfer.end(), reason);
    }

    private VolumeCoverage unprotected(
            Subject subject, Optional<Transfer> failed, List<Coverage.PodVolumeUse> uses, String created) {
        if (failed.isPresent()) {
            return subject.with(
                    State.FAILED, failed.get().backup(), "", failed.get().message());
        }
        Optional<RestorableBackups.RestorableBackup> latest = backups.latestOf(subject.namespace());
        if (latest.isEmpty()) {
            return subject.with(State.NO_BACKUP, "", "", "there is no backup of namespace " + subject.namespace());
        }
        Source backup = latest.get().source();
        Optional<SkippedVolume> recorded = uses.stream()
                .flatMap(use -> skipped.find(backup, use.namespace(), use.owner()).stream())
                .findFirst();
        if (recorded.isPresent()) {
            return subject.with(
                    recorded.get().optedOut() ? State.EXCLUDED : State.LEFT_OUT,
                    backup.name(),
                    "",
                    recorded.get().reason());
        }
        String start = latest.get().start();
        if (created.compareTo(start) >= 0
                || uses.stream().allMatch(use -> use.created().compareTo(start) >= 0)) {
            return subject.with(State.PENDING, backup.name(), "", "created after the backup started");
        }
        String error = skipped.error(backup);
        return subject.with(
                State.LEFT_OUT,
                backup.name(),
                "",
                error.isEmpty()
                        ? "not recorded by the backup; the pod is probably excluded by its filters"
                        : "the results of the backup cannot be read: " + error);
    }

    /** The backups of an installation that can be restored. */
    static final class RestorableBackups {
        private static final Set<String> RESTORABLE = Set.of("Completed", "PartiallyFailed");

        /**
         * One backup.
         *
         * @param start as the API server writes times
         */
        record RestorableBackup(Source source, String start, IncludesExcludes namespaces) {}

        private final List<RestorableBackup> backups = new ArrayList<>();
        private final Map<String, Optional<RestorableBackup>> latest = new HashMap<>();

        void add(KubernetesObject backup) {
            if (!RESTORABLE.contains(backup.string("status", "phase").orElse(""))) {
                return;
            }
            Source source = new Source(
                    backup.name(),
                    backup.uid(),
                    backup.string("spec", "storageLocation").orElse(""));
            IncludesExcludes namespaces =
                    new IncludesExcludes(names(backup, "includedNamespaces"), names(backup, "excludedNamespaces"));
            backups.add(new RestorableBackup(
                    source, backup.string("status", "startTimestamp").orElse(""), namespaces));
        }

        Set<String> names() {
            return backups.stream().map(backup -> backup.source().name()).collect(Collectors.toSet());
        }

        /** The latest backup whose filters include a namespace. */
        Optional<RestorableBackup> latestOf(String namespace) {
            return latest.computeIfAbsent(
                    namespace,
                    name -> backups.stream()
                            .filter(backup -> backup.namespaces().includes(name))
                            .max(Comparator.comparing(RestorableBackup::start)));
        }

        private static List<String> names(KubernetesObject backup, String field) {
            return backup.list("spec", field).stream().map(String::valueOf).toList();
        }
    }

    /** The skipped volumes of backups, read once for each backup. */
    private static final class SkippedVolumeIndex {
        /**
         * The skipped volumes of one backup.
         *
         * @param error why they cannot be read; may be empty
         */
        private record Entries(Map<String, SkippedVolume> byOwner, String error) {}

        private final SkippedVolumeSource source;
        private final Map<String, Entries> known = new HashMap<>();

        SkippedVolumeIndex(SkippedVolumeSource source) {
            this.source = source;
        }

        Optional<SkippedVolume> find(Source backup, String namespace, String owner) {
            return Optional.ofNullable(entries(backup).byOwner().get(namespace + "/" + owner));
        }

        /** Why a backup's skipped volumes cannot be read; empty when they can. */
        String error(Source backup) {
            return entries(backup).error();
        }

        private Entries entries(Source backup) {
            return known.computeIfAbsent(backup.name(), name -> read(backup));
        }

        private Entries read(Source backup) {
            Map<String, SkippedVolume> byOwner = new HashMap<>();
            try {
                List<SkippedVolume> volumes = source.of(backup);
                volumes.forEach(volume -> byOwner.putIfAbsent(volume.namespace() + "/" + volume.owner(), volume));
                return new Entries(byOwner, "");
            } catch (GoletaException e) {
                return new Entries(Map.of(), String.valueOf(e.getMessage()));
            }
        }
    }
}
