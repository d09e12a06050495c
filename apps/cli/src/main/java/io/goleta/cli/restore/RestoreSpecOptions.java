package io.goleta.cli.restore;

import io.goleta.cli.flag.FilterOptions;
import io.goleta.cli.flag.FlagChecks;
import io.goleta.cli.flag.KeyValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that make a restore's spec. */
final class RestoreSpecOptions {
    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Option(
            names = "--namespace-mappings",
            split = ",",
            paramLabel = "FROM:TO",
            description = "Restore the objects of a namespace into a different one.")
    private List<String> namespaceMappings = List.of();

    @Option(names = "--restore-volumes", description = "Without effect: only files of volumes are restored.")
    @Nullable
    private Boolean restoreVolumes;

    @Option(names = "--preserve-nodeports", description = "Whether Services keep their node ports.")
    @Nullable
    private Boolean preserveNodePorts;

    @Option(
            names = "--existing-resource-policy",
            paramLabel = "none|update",
            description = "What to do with objects that exist already (none: leave them).")
    private String existingResourcePolicy = "";

    @Option(
            names = "--status-include-resources",
            split = ",",
            paramLabel = "RESOURCES",
            description = "Resources whose status to restore.")
    private List<String> statusIncludeResources = List.of();

    @Option(
            names = "--status-exclude-resources",
            split = ",",
            paramLabel = "RESOURCES",
            description = "Resources whose status not to restore.")
    private List<String> statusExcludeResources = List.of();

    LinkedHashMap<String, Object> spec() {
        LinkedHashMap<String, Object> spec = new LinkedHashMap<>();
        filters.addTo(spec);
        Map<String, String> mappings = KeyValues.parse("--namespace-mappings", namespaceMappings, ':');
        if (!mappings.isEmpty()) {
            spec.put("namespaceMapping", mappings);
        }
        if (restoreVolumes != null) {
            spec.put("restorePVs", restoreVolumes);
        }
        if (preserveNodePorts != null) {
            spec.put("preserveNodePorts", preserveNodePorts);
        }
        addPolicy(spec);
        addStatusResources(spec);
        return spec;
    }

    private void addPolicy(Map<String, Object> spec) {
        if (existingResourcePolicy.isEmpty()) {
            return;
        }
        if (!existingResourcePolicy.equals("none") && !existingResourcePolicy.equals("update")) {
            throw FlagChecks.wrong("existing-resource-policy has invalid value, it accepts only none, update as value");
        }
        spec.put("existingResourcePolicy", existingResourcePolicy);
    }

    private void addStatusResources(Map<String, Object> spec) {
        FlagChecks.includesExcludes("status resource", statusIncludeResources, statusExcludeResources);
        Map<String, Object> resources = new LinkedHashMap<>();
        if (!statusIncludeResources.isEmpty()) {
            resources.put("includedResources", statusIncludeResources);
        }
        if (!statusExcludeResources.isEmpty()) {
            resources.put("excludedResources", statusExcludeResources);
        }
        if (!resources.isEmpty()) {
            spec.put("restoreStatus", resources);
        }
    }
}
