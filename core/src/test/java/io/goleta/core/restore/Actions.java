package io.goleta.core.restore;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.action.RestoreDetails;
import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemActionFactory;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Plugins for tests. */
final class Actions {
    private Actions() {}

    static RestoreItemActionFactory action(
            String name, ItemSelector selector, UnaryOperator<RestoreItemResult> change) {
        return factory(name, selector, (restore, result) -> change.apply(result));
    }

    /** Makes every pod wait for all its volumes in the backup. */
    static RestoreItemActionFactory waitForVolumes() {
        return factory("velero.io/restic", ItemSelector.resources("pods"), (restore, result) -> {
            KubernetesObject pod = result.item();
            List<String> volumes = restore.volumesOf("" + pod.namespace(), pod.name()).stream()
                    .map(BackedUpVolume::volume)
                    .toList();
            return result.withVolumes(volumes);
        });
    }

    private static RestoreItemActionFactory factory(
            String name,
            ItemSelector selector,
            BiFunction<RestoreDetails, RestoreItemResult, RestoreItemResult> change) {
        return new RestoreItemActionFactory() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public RestoreItemAction create(RestoreDetails restore, PluginConfig config, PluginContext context) {
                return new RestoreItemAction() {
                    @Override
                    public ItemSelector appliesTo() {
                        return selector;
                    }

                    @Override
                    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
                        return change.apply(restore, RestoreItemResult.of(item));
                    }
                };
            }
        };
    }
}
