package io.goleta.core.itemaction;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;

/** A service account no longer names the generated token secrets of its predecessor. */
final class ServiceAccountAction implements RestoreItemAction {
    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("serviceaccounts");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        List<Map<String, Object>> all = item.maps("secrets");
        List<Map<String, Object>> kept = all.stream()
                .filter(secret ->
                        !(secret.get("name") instanceof String name && GeneratedToken.isNamed(name, item.name())))
                .toList();
        if (kept.size() == all.size()) {
            return RestoreItemResult.of(item);
        }
        return RestoreItemResult.of(kept.isEmpty() ? item.without("secrets") : item.with(kept, "secrets"));
    }
}
