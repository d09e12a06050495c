package io.goleta.core.restore;

import io.goleta.core.api.Restore;
import io.goleta.core.kube.Discovery;
import io.goleta.core.select.IncludesExcludes;
import io.goleta.core.select.LabelSelection;
import io.goleta.core.select.ResourceFilter;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one restore takes from the backup. Addresses and namespaces are those in the backup. Thread-safe. */
final class RestoreFilter {
    private final Restore.Spec spec;
    private final IncludesExcludes namespaces;
    private final List<LabelSelection> labels;
    private final @Nullable Boolean clusterResources;
    private volatile ResourceFilter resources;

    private RestoreFilter(Restore.Spec spec, Discovery discovery) {
        this.spec = spec;
        this.namespaces = new IncludesExcludes(spec.includedNamespaces(), spec.excludedNamespaces());
        this.clusterResources = spec.includeClusterResources();
        this.labels = Stream.concat(Stream.ofNullable(spec.labelSelector()), spec.orLabelSelectors().stream())
                .map(LabelSelection::of)
                .toList();
        this.resources = ResourceFilter.of(spec.includedResources(), spec.excludedResources(), discovery);
    }

    /**
     * @throws io.goleta.spi.error.GoletaException USER when a label selector makes no sense
     */
    static RestoreFilter of(Restore.Spec spec, Discovery discovery) {
        return new RestoreFilter(spec, discovery);
    }

    /** Understands the names in the spec anew, when restored definitions have given the API server more of them. */
    void understand(Discovery discovery) {
        resources = ResourceFilter.of(spec.includedResources(), spec.excludedResources(), discovery);
    }

    /** Whether anything of this resource is taken. */
    boolean includes(GroupResource resource) {
        return !NeverRestored.isKind(resource) && resources.includes(resource);
    }

    /** Whether an object may be restored when another one brings it along. */
    boolean admits(ItemId id) {
        return includes(id.resource())
                && (id.namespace() == null
                        ? !Boolean.FALSE.equals(clusterResources)
                        : namespaces.includes(id.namespace()));
    }

    /** Whether an object is restored for its own sake, if its labels allow. */
    boolean lists(ItemId id) {
        return admits(id) && (id.namespace() != null || takesAllClusterResources());
    }

    /** Whether an object's labels allow it. */
    boolean selects(Map<String, String> itsLabels) {
        return labels.isEmpty() || labels.stream().anyMatch(selection -> selection.test(itsLabels));
    }

    private boolean takesAllClusterResources() {
        return clusterResources == null ? namespaces.includesEverything() : clusterResources;
    }
}
