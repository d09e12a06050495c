package io.goleta.core.backup;

import io.goleta.core.api.Backup;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Discovery;
import io.goleta.core.select.IncludesExcludes;
import io.goleta.core.select.LabelSelection;
import io.goleta.core.select.ObjectNames;
import io.goleta.core.select.ResourceFilter;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filters of one backup, resolved against the resources of the API server. Pure. */
final class Selection {
    static final GroupResource NAMESPACES = new GroupResource("", "namespaces");

    private final Discovery discovery;
    private final IncludesExcludes namespaces;
    private final ResourceFilter resources;
    private final LabelSelection labels;
    private final List<LabelSelection> alternatives;
    private final @Nullable Boolean includeClusterResources;
    private final Map<GroupResource, List<String>> order = new HashMap<>();
    private final Backup.Spec spec;

    private Selection(Backup.Spec spec, Discovery discovery) {
        this.spec = spec;
        this.discovery = discovery;
        this.namespaces = new IncludesExcludes(spec.includedNamespaces(), spec.excludedNamespaces());
        this.resources = ResourceFilter.of(spec.includedResources(), spec.excludedResources(), discovery);
        this.labels = LabelSelection.of(spec.labelSelector());
        this.alternatives =
                spec.orLabelSelectors().stream().map(LabelSelection::of).toList();
        this.includeClusterResources = spec.includeClusterResources();
        spec.orderedResources()
                .forEach((resource, names) ->
                        discovery.resolve(resource).ifPresent(found -> order.put(found.id(), split(names))));
    }

    static Selection of(Backup.Spec spec, Discovery discovery) {
        return new Selection(spec, discovery);
    }

    /** What the spec says about resources that has no effect here. */
    List<String> unknownWords() {
        return UnknownWords.of(spec, resources, this);
    }

    Discovery discovery() {
        return discovery;
    }

    /** Whether one list covers all namespaces; some may be excluded all the same. */
    boolean isOfAllNamespaces() {
        return namespaces.includes().isEmpty() || namespaces.includes().contains("*");
    }

    /** Whether only the cluster knows which namespaces are meant. */
    boolean hasNamespacePatterns() {
        return !namespaces.isListOfNames();
    }

    /** The namespaces that were named, not described by a pattern, and are not excluded; they need not exist. */
    Set<String> namedNamespaces() {
        return namespaces.includes().stream()
                .filter(name -> ObjectNames.labelProblems(name).isEmpty())
                .filter(namespaces::includes)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The namespaces that were excluded by name; they need not exist. */
    Set<String> excludedNamespaces() {
        return namespaces.excludes().stream()
                .filter(name -> ObjectNames.labelProblems(name).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean includesNamespace(String name) {
        return namespaces.includes(name);
    }

    /** One list request for each; a single empty one where labels do not matter. */
    List<String> labelSelectors() {
        return alternatives.isEmpty()
                ? List.of(labels.text())
                : alternatives.stream().map(LabelSelection::text).toList();
    }

    /** Whether an object that was read by its name would have been listed. */
    boolean matchesLabels(KubernetesObject object) {
        return alternatives.isEmpty()
                ? labels.test(object.labels())
                : alternatives.stream().anyMatch(selection -> selection.test(object.labels()));
    }

    /** Whether a Namespace is backed up even if nothing in it is; as with Velero, alternatives do not count here. */
    boolean matchesNamespaceLabels(KubernetesObject namespace) {
        return labels.test(namespace.labels());
    }

    /** Names in the order in which to back them up, {@code namespace/name} or {@code name}; empty for most resources. */
    List<String> orderOf(ApiResource resource) {
        return order.getOrDefault(resource.id(), List.of());
    }

    /** Whether the filters let an object in, however it was found. */
    boolean includes(ApiResource resource, @Nullable String namespace, String name) {
        if (!includesResource(resource)) {
            return false;
        }
        if (namespace != null) {
            return namespaces.includes(namespace);
        }
        if (resource.id().equals(NAMESPACES)) {
            return namespaces.includes(name);
        }
        return !Boolean.FALSE.equals(includeClusterResources);
    }

    /**
     * Why a claim is excluded, and its files with it. One that is only not included is not: its pod comes with its files, as with
     * Velero.
     */
    Optional<String> reasonToExcludeClaim(KubernetesObject claim) {
        if (isExcludedByLabel(claim)) {
            return Optional.of("claim " + claim.name() + " has label " + VeleroApi.EXCLUDE_FROM_BACKUP + "=true");
        }
        return resources.excludes(GroupResource.PERSISTENT_VOLUME_CLAIMS)
                ? Optional.of("the backup excludes " + GroupResource.PERSISTENT_VOLUME_CLAIMS)
                : Optional.empty();
    }

    /** Whether the owner of an object excluded it from all backups. */
    static boolean isExcludedByLabel(KubernetesObject object) {
        return "true".equals(object.labels().get(VeleroApi.EXCLUDE_FROM_BACKUP));
    }

    /** Whether a resource is listed, rather than only taken along by actions. */
    boolean isListed(ApiResource resource) {
        return includesResource(resource)
                && (resource.namespaced() || resource.id().equals(NAMESPACES) || listsClusterResources());
    }

    /** Whether the definitions of custom resources in the backup are added: unless the spec decides about cluster resources. */
    boolean addsDefinitions() {
        return includeClusterResources == null;
    }

    private boolean listsClusterResources() {
        return includeClusterResources == null ? namespaces.includesEverything() : includeClusterResources;
    }

    private boolean includesResource(ApiResource resource) {
        return resources.includes(resource.id());
    }

    /** For the log: {@code namespaces shop, resources * except secrets, labels app=web}. */
    @Override
    public String toString() {
        String selectors = labelSelectors().stream()
                .filter(text -> !text.isEmpty())
                .map(text -> ", labels " + text)
                .collect(Collectors.joining(" or"));
        return "namespaces " + namespaces + ", resources " + resources.names() + selectors;
    }

    private static List<String> split(String names) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
