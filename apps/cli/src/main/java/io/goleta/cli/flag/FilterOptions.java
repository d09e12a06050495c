package io.goleta.cli.flag;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that select objects of a backup or restore. */
public final class FilterOptions {
    @Option(
            names = "--include-namespaces",
            split = ",",
            paramLabel = "NAMESPACES",
            description = "Namespaces to include; '*' for all (*).")
    private List<String> includeNamespaces = List.of();

    @Option(
            names = "--exclude-namespaces",
            split = ",",
            paramLabel = "NAMESPACES",
            description = "Namespaces to exclude.")
    private List<String> excludeNamespaces = List.of();

    @Option(
            names = "--include-resources",
            split = ",",
            paramLabel = "RESOURCES",
            description = "Resources to include, for example pods or deployments.apps; '*' for all.")
    private List<String> includeResources = List.of();

    @Option(names = "--exclude-resources", split = ",", paramLabel = "RESOURCES", description = "Resources to exclude.")
    private List<String> excludeResources = List.of();

    @Option(
            names = "--include-cluster-resources",
            description = "Whether to include cluster-scoped resources (only those related to the included objects).")
    @Nullable
    private Boolean includeClusterResources;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "Only objects with these labels, for example app=web,tier in (a,b).")
    private String selector = "";

    /** Writes the filters into a spec. */
    public void addTo(Map<String, Object> spec) {
        List<String> namespaces = includeNamespaces.isEmpty() ? List.of("*") : includeNamespaces;
        FlagChecks.includesExcludes("namespace", namespaces, excludeNamespaces);
        FlagChecks.namespaces(namespaces, excludeNamespaces);
        FlagChecks.includesExcludes("resource", includeResources, excludeResources);
        spec.put("includedNamespaces", namespaces);
        putUnlessEmpty(spec, "excludedNamespaces", excludeNamespaces);
        putUnlessEmpty(spec, "includedResources", includeResources);
        putUnlessEmpty(spec, "excludedResources", excludeResources);
        if (includeClusterResources != null) {
            spec.put("includeClusterResources", includeClusterResources);
        }
        if (!selector.isBlank()) {
            spec.put("labelSelector", FlagChecks.selector("--selector", selector));
        }
    }

    private static void putUnlessEmpty(Map<String, Object> spec, String field, List<String> values) {
        if (!values.isEmpty()) {
            spec.put(field, values);
        }
    }
}
