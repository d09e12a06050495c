package io.goleta.testkit.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link RestoreItemAction} has to do, as tests. Extend it and say which action it is, and for which objects: as
 * they are in the backup. The action gets them as the host hands them over, without status and without the metadata that the
 * API server sets.
 */
public abstract class RestoreItemActionContract extends ItemActionContract<RestoreItemAction, RestoreItemResult> {
    private static final List<String> SET_BY_THE_SERVER =
            List.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink");

    @Test
    protected void leavesTheObjectOfTheBackupAsItWas() {
        for (KubernetesObject item : items()) {
            KubernetesObject before = KubernetesObject.of(item.content());
            action().execute(asHandedOver(item), item);
            assertThat(item).isEqualTo(before);
        }
    }

    @Test
    protected void restoresVolumesOfPodsOnly() {
        for (KubernetesObject item : items()) {
            if (!item.kind().equals("Pod")) {
                assertThat(execute(action(), item).volumes()).isEmpty();
            }
        }
    }

    @Override
    final ItemSelector appliesTo(RestoreItemAction action) {
        return action.appliesTo();
    }

    @Override
    final RestoreItemResult execute(RestoreItemAction action, KubernetesObject item) {
        return action.execute(asHandedOver(item), item);
    }

    @Override
    final KubernetesObject itemOf(RestoreItemResult result) {
        return result.item();
    }

    @Override
    final List<ItemId> additionalItemsOf(RestoreItemResult result) {
        return result.additionalItems();
    }

    @Override
    final RestoreItemResult withoutWarnings(RestoreItemResult result) {
        return new RestoreItemResult(
                result.item(), result.additionalItems(), result.skip(), result.volumes(), List.of());
    }

    private static KubernetesObject asHandedOver(KubernetesObject item) {
        KubernetesObject stripped = item.without("status");
        for (String field : SET_BY_THE_SERVER) {
            stripped = stripped.without("metadata", field);
        }
        return stripped;
    }
}
