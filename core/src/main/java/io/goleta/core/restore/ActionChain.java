package io.goleta.core.restore;

import io.goleta.core.kube.Discovery;
import io.goleta.core.restore.action.NamedAction;
import io.goleta.core.select.ItemMatcher;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All actions, built in and of plugins, one after another in the order of their names. Thread-safe. */
final class ActionChain {
    private record Link(NamedAction action, ItemMatcher matcher) {}

    private final List<Link> links;

    /**
     * @param discovery to understand what the actions ask for
     */
    ActionChain(List<NamedAction> actions, Discovery discovery) {
        this.links = actions.stream()
                .sorted(Comparator.comparing(NamedAction::name))
                .map(action -> new Link(action, new ItemMatcher(action.action().appliesTo(), discovery)))
                .toList();
    }

    /**
     * What all actions together make of an object; the first that skips it has the last word.
     *
     * @param original the object as it lies in the backup
     */
    RestoreItemResult apply(GroupResource resource, KubernetesObject object, KubernetesObject original) {
        KubernetesObject item = object;
        Set<ItemId> additional = new LinkedHashSet<>();
        Set<String> volumes = new LinkedHashSet<>();
        List<String> warnings = new ArrayList<>();
        for (Link link : links) {
            if (!link.matcher().matches(resource, item)) {
                continue;
            }
            RestoreItemResult result = link.action().action().execute(item, original);
            warnings.addAll(result.warnings());
            if (result.skip()) {
                return new RestoreItemResult(item, List.of(), true, List.of(), warnings);
            }
            item = result.item();
            additional.addAll(result.additionalItems());
            volumes.addAll(result.volumes());
        }
        return new RestoreItemResult(item, List.copyOf(additional), false, List.copyOf(volumes), warnings);
    }
}
