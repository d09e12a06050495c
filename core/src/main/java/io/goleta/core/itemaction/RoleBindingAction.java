package io.goleta.core.itemaction;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The subjects of a binding move with their namespaces. */
final class RoleBindingAction implements RestoreItemAction {
    private final String resource;
    private final Map<String, String> namespaces;

    RoleBindingAction(String resource, Map<String, String> namespaces) {
        this.resource = resource;
        this.namespaces = Map.copyOf(namespaces);
    }

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources(resource);
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        List<Map<String, Object>> subjects = item.maps("subjects");
        if (namespaces.isEmpty() || subjects.isEmpty()) {
            return RestoreItemResult.of(item);
        }
        return RestoreItemResult.of(
                item.with(subjects.stream().map(this::mapped).toList(), "subjects"));
    }

    private Map<String, Object> mapped(Map<String, Object> subject) {
        if (!(subject.get("namespace") instanceof String namespace) || !namespaces.containsKey(namespace)) {
            return subject;
        }
        Map<String, Object> changed = new LinkedHashMap<>(subject);
        changed.put("namespace", namespaces.get(namespace));
        return changed;
    }
}
