package io.goleta.core.itemaction;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;

/**
 * Tokens of service accounts are worth nothing in a new cluster. Those that the cluster made for itself are left out; the new cluster
 * makes its own. Those that a user asked for are restored empty, and the cluster fills them in. Their account comes first, because the
 * cluster deletes tokens of accounts that it does not know.
 */
final class SecretAction implements RestoreItemAction {
    private static final String ACCOUNT = "kubernetes.io/service-account.name";
    private static final GroupResource SERVICE_ACCOUNTS = new GroupResource("", "serviceaccounts");

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("secrets");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        if (!item.string("type").orElse("").equals("kubernetes.io/service-account-token")) {
            return RestoreItemResult.of(item);
        }
        if (GeneratedToken.isNamed(item.name(), item.annotations().getOrDefault(ACCOUNT, ""))) {
            return RestoreItemResult.skipped(item);
        }
        KubernetesObject empty = item.without("metadata", "annotations", "kubernetes.io/service-account.uid");
        for (String key : List.of("token", "ca.crt", "namespace")) {
            empty = empty.without("data", key);
        }
        ItemId account = new ItemId(
                SERVICE_ACCOUNTS, item.namespace(), item.annotations().getOrDefault(ACCOUNT, ""));
        RestoreItemResult result = RestoreItemResult.of(empty);
        return account.name().isEmpty() ? result : result.withAdditionalItem(account);
    }
}
