package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to restore. Absent means Velero's default. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestoreSpec(
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
    public RestoreSpec {
        includedNamespaces = includedNamespaces == null ? List.of() : List.copyOf(includedNamespaces);
        excludedNamespaces = excludedNamespaces == null ? List.of() : List.copyOf(excludedNamespaces);
        includedResources = includedResources == null ? List.of() : List.copyOf(includedResources);
        excludedResources = excludedResources == null ? List.of() : List.copyOf(excludedResources);
        namespaceMapping = namespaceMapping == null ? Map.of() : Map.copyOf(namespaceMapping);
        orLabelSelectors = orLabelSelectors == null ? List.of() : List.copyOf(orLabelSelectors);
    }

    /** The same, from this backup. */
    public RestoreSpec withBackupName(String name) {
        return new RestoreSpec(
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
