package io.goleta.core.itemaction;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Version v1 of admission webhooks allows fewer {@code sideEffects} than v1beta1 did; others become {@code None}. */
final class AdmissionWebhookConfigurationAction implements RestoreItemAction {
    private static final Set<String> ALLOWED = Set.of("None", "NoneOnDryRun");

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources(
                "mutatingwebhookconfigurations.admissionregistration.k8s.io",
                "validatingwebhookconfigurations.admissionregistration.k8s.io");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        if (!item.apiVersion().endsWith("/v1") || item.maps("webhooks").isEmpty()) {
            return RestoreItemResult.of(item);
        }
        List<Map<String, Object>> webhooks = item.maps("webhooks").stream()
                .map(AdmissionWebhookConfigurationAction::allowed)
                .toList();
        return RestoreItemResult.of(item.with(webhooks, "webhooks"));
    }

    private static Map<String, Object> allowed(Map<String, Object> webhook) {
        if (webhook.get("sideEffects") instanceof String effects && ALLOWED.contains(effects)) {
            return webhook;
        }
        Map<String, Object> changed = new LinkedHashMap<>(webhook);
        changed.put("sideEffects", "None");
        return changed;
    }
}
