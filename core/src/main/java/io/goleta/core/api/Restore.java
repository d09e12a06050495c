package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.goleta.spi.item.KubernetesObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request to restore a backup, and what became of it. */
public final class Restore extends VeleroObject<Restore.Spec, Restore.Status> {
    Restore(KubernetesObject object) {
        super(VeleroKind.RESTORE, object, Spec.class, Status.class);
    }

    /** What to restore. Absent means Velero's default. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(
            @Nullable String backupName,
            @Nullable String scheduleName,
            List<String> includedNamespaces,
            List<String> excludedNamespaces,
            List<String> includedResources,
            List<String> excludedResources,
            Map<String, String> namespaceMapping,
            @Nullable LabelSelector labelSelector,
            List<LabelSelector> orLabelSelectors,
            @Nullable Boolean restorePVs,
            @Nullable Boolean preserveNodePorts,
            @Nullable Boolean includeClusterResources,
            @Nullable String existingResourcePolicy) {

        @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
        public Spec {
            includedNamespaces = includedNamespaces == null ? List.of() : List.copyOf(includedNamespaces);
            excludedNamespaces = excludedNamespaces == null ? List.of() : List.copyOf(excludedNamespaces);
            includedResources = includedResources == null ? List.of() : List.copyOf(includedResources);
            excludedResources = excludedResources == null ? List.of() : List.copyOf(excludedResources);
            namespaceMapping = namespaceMapping == null ? Map.of() : Map.copyOf(namespaceMapping);
            orLabelSelectors = orLabelSelectors == null ? List.of() : List.copyOf(orLabelSelectors);
        }

        /** The same, from this backup. */
        public Spec withBackupName(String name) {
            return new Spec(
                    name,
                    scheduleName,
                    includedNamespaces,
                    excludedNamespaces,
                    includedResources,
                    excludedResources,
                    namespaceMapping,
                    labelSelector,
                    orLabelSelectors,
                    restorePVs,
                    preserveNodePorts,
                    includeClusterResources,
                    existingResourcePolicy);
        }
    }

    /** What became of a restore. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            @Nullable Phase phase,
            List<String> validationErrors,
            @Nullable Integer warnings,
            @Nullable Integer errors,
            @Nullable String failureReason,
            @Nullable Instant startTimestamp,
            @Nullable Instant completionTimestamp,
            @Nullable Progress progress) {

        @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
        public Status {
            validationErrors = validationErrors == null ? List.of() : List.copyOf(validationErrors);
        }

        /** A request that is not carried out, with every reason. */
        public static Status invalid(List<String> validationErrors) {
            return new Status(Phase.FailedValidation, validationErrors, null, null, null, null, null, null);
        }

        /** A restore that begins. */
        public static Status started(Instant now) {
            return new Status(Phase.InProgress, List.of(), null, null, null, now, null, null);
        }

        /** The same, with news of how far it has come. */
        public Status withProgress(Progress news) {
            return new Status(
                    phase,
                    validationErrors,
                    warnings,
                    errors,
                    failureReason,
                    startTimestamp,
                    completionTimestamp,
                    news);
        }

        /** The end of a restore that went through, whatever became of single objects. */
        public Status finished(Phase end, Instant now, int warningCount, int errorCount, int items) {
            return new Status(
                    end,
                    validationErrors,
                    warningCount,
                    errorCount,
                    null,
                    startTimestamp,
                    now,
                    new Progress(items, items));
        }

        /** The same, with what went wrong as a whole. */
        public Status because(@Nullable String reason) {
            return new Status(
                    phase, validationErrors, warnings, errors, reason, startTimestamp, completionTimestamp, progress);
        }

        /** The end of a restore that could not be carried out. */
        public Status failed(Instant now, String reason) {
            return new Status(Phase.Failed, validationErrors, warnings, errors, reason, startTimestamp, now, progress);
        }
    }

    /** How many objects there are to restore, and how many are dealt with. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Progress(int totalItems, int itemsRestored) {}

    /**
     * The life of a restore: {@code New -> InProgress -> Completed | PartiallyFailed | Failed}, or {@code New ->
     * FailedValidation}.
     */
    public enum Phase {
        New,
        FailedValidation,
        InProgress,
        WaitingForPluginOperations,
        WaitingForPluginOperationsPartiallyFailed,
        Finalizing,
        FinalizingPartiallyFailed,
        Completed,
        PartiallyFailed,
        Failed;

        /** Whether the restore is over. */
        public boolean isTerminal() {
            return switch (this) {
                case FailedValidation, Completed, PartiallyFailed, Failed -> true;
                default -> false;
            };
        }
    }
}
