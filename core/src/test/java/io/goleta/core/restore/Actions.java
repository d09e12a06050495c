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

    /** What a pod is made to wait for. */
    @FunctionalInterface
    interface Waiting {
        void accept(String pod, String volume, boolean isShared);
    }

    /** Makes every pod wait for all its volumes in the backup. */
    static RestoreItemActionFactory waitForVolumes() {
        return waitForVolumes((pod, volume, isShared) -> {});
    }

    static RestoreItemActionFactory waitForVolumes(Waiting listener) {
        return factory("velero.io/restic", ItemSelector.resources("pods"), (restore, result) -> {
            KubernetesObject pod = result.item();
            String namespace = "" + pod.namespace();
            List<String> volumes = restore.volumesOf(namespace, pod.name()).stream()
                    .map(BackedUpVolume::volume)
                    .toList();
            volumes.forEach(
                    volume -> listener.accept(pod.name(), volume, restore.isShared(namespace, pod.name(), volume)));
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
