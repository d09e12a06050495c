package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to back up. Absent means Velero's default. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupSpec(
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
    public BackupSpec {
        includedNamespaces = includedNamespaces == null ? List.of() : List.copyOf(includedNamespaces);
        excludedNamespaces = excludedNamespaces == null ? List.of() : List.copyOf(excludedNamespaces);
        includedResources = includedResources == null ? List.of() : List.copyOf(includedResources);
        excludedResources = excludedResources == null ? List.of() : List.copyOf(excludedResources);
        orLabelSelectors = orLabelSelectors == null ? List.of() : List.copyOf(orLabelSelectors);
        volumeSnapshotLocations = volumeSnapshotLocations == null ? List.of() : List.copyOf(volumeSnapshotLocations);
        orderedResources = orderedResources == null ? Map.of() : Map.copyOf(orderedResources);
    }

    /** The same, with what the server decided for what was left open. */
    public BackupSpec withDefaults(String location, String timeToLive, boolean allVolumesToFsBackup) {
        return new BackupSpec(
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
