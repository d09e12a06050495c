package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.goleta.spi.item.KubernetesObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request to back up, and what became of it. */
public final class Backup extends VeleroObject<Backup.Spec, Backup.Status> {
    Backup(KubernetesObject object) {
        super(VeleroKind.BACKUP, object, Spec.class, Status.class);
    }

    /** What to back up. Absent means Velero's default. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(
            List<String> includedNamespaces,
            List<String> excludedNamespaces,
            List<String> includedResources,
            List<String> excludedResources,
            @Nullable LabelSelector labelSelector,
            List<LabelSelector> orLabelSelectors,
            @Nullable Boolean snapshotVolumes,
            @Nullable String ttl,
            @Nullable Boolean includeClusterResources,
            @Nullable String storageLocation,
            List<String> volumeSnapshotLocations,
            @Nullable Boolean defaultVolumesToRestic,
            @Nullable Boolean defaultVolumesToFsBackup,
            Map<String, String> orderedResources) {

        @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
        public Spec {
            includedNamespaces = includedNamespaces == null ? List.of() : List.copyOf(includedNamespaces);
            excludedNamespaces = excludedNamespaces == null ? List.of() : List.copyOf(excludedNamespaces);
            includedResources = includedResources == null ? List.of() : List.copyOf(includedResources);
            excludedResources = excludedResources == null ? List.of() : List.copyOf(excludedResources);
            orLabelSelectors = orLabelSelectors == null ? List.of() : List.copyOf(orLabelSelectors);
            volumeSnapshotLocations =
                    volumeSnapshotLocations == null ? List.of() : List.copyOf(volumeSnapshotLocations);
            orderedResources = orderedResources == null ? Map.of() : Map.copyOf(orderedResources);
        }

        /** The same, with what the server decided for what was left open. */
        public Spec withDefaults(String location, String timeToLive, boolean allVolumesToFsBackup) {
            return new Spec(
                    includedNamespaces,
                    excludedNamespaces,
                    includedResources,
                    excludedResources,
                    labelSelector,
                    orLabelSelectors,
                    snapshotVolumes,
                    timeToLive,
                    includeClusterResources,
                    location,
                    volumeSnapshotLocations,
                    allVolumesToFsBackup,
                    defaultVolumesToFsBackup,
                    orderedResources);
        }
    }

    /** What became of a backup. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            @Nullable Integer version,
            @Nullable String formatVersion,
            @Nullable Instant expiration,
            @Nullable Phase phase,
            List<String> validationErrors,
            @Nullable Instant startTimestamp,
            @Nullable Instant completionTimestamp,
            @Nullable String failureReason,
            @Nullable Integer warnings,
            @Nullable Integer errors,
            @Nullable Progress progress) {

        @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
        public Status {
            validationErrors = validationErrors == null ? List.of() : List.copyOf(validationErrors);
        }

        /** The backup format that Goleta writes. */
        public static final String FORMAT_VERSION = "1.1.0";

        /** A request that is not carried out, with every reason, and when it is of no more interest. */
        public static Status invalid(List<String> validationErrors, Instant expiration) {
            return new Status(
                    1,
                    FORMAT_VERSION,
                    expiration,
                    Phase.FailedValidation,
                    validationErrors,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        /** A backup that begins. */
        public static Status started(Instant now, Instant expiration) {
            return new Status(
                    1, FORMAT_VERSION, expiration, Phase.InProgress, List.of(), now, null, null, null, null, null);
        }

        /** The same, with news of how far it has come. */
        public Status withProgress(Progress news) {
            return new Status(
                    version,
                    formatVersion,
                    expiration,
                    phase,
                    validationErrors,
                    startTimestamp,
                    completionTimestamp,
                    failureReason,
                    warnings,
                    errors,
                    news);
        }

        /** The end of a backup that is in the bucket. */
        public Status finished(
                Phase end, Instant now, int warningCount, int errorCount, int totalItems, int itemsBackedUp) {
            return new Status(
                    1,
                    FORMAT_VERSION,
                    expiration,
                    end,
                    validationErrors,
                    startTimestamp,
                    now,
                    null,
                    warningCount,
                    errorCount,
                    new Progress(totalItems, itemsBackedUp));
        }

        /** The end of a backup that is not in the bucket. */
        public Status failed(Instant now, String reason) {
            return new Status(
                    version,
                    formatVersion,
                    expiration,
                    Phase.Failed,
                    validationErrors,
                    startTimestamp,
                    now,
                    reason,
                    warnings,
                    errors,
                    progress);
        }
    }

    /** How many objects there are, as far as known, and how many are in the archive. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Progress(int totalItems, int itemsBackedUp) {}

    /**
     * The life of a backup: {@code New -> InProgress -> Completed | PartiallyFailed | Failed}, or {@code New ->
     * FailedValidation}; any of the last four {@code -> Deleting}. Newer Veleros' phases are read and never written.
     */
    public enum Phase {
        New,
        FailedValidation,
        Queued,
        ReadyToStart,
        InProgress,
        WaitingForPluginOperations,
        WaitingForPluginOperationsPartiallyFailed,
        Finalizing,
        FinalizingPartiallyFailed,
        Completed,
        PartiallyFailed,
        Failed,
        Deleting;

        /** Whether the backup is over. */
        public boolean isTerminal() {
            return switch (this) {
                case FailedValidation, Completed, PartiallyFailed, Failed -> true;
                default -> false;
            };
        }

        /** Whether there is something in the bucket to restore from. */
        public boolean isRestorable() {
            return this == Completed || this == PartiallyFailed;
        }
    }
}
