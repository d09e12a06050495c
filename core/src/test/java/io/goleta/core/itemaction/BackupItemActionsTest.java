package io.goleta.core.itemaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Discovery;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BackupItemActionsTest {
    private static final ApiResource PODS =
            new ApiResource(GroupResource.PODS, "v1", "Pod", "pod", List.of("po"), true, Set.of("list"));
    private static final ApiResource NODES =
            new ApiResource(GroupResource.parse("nodes"), "v1", "Node", "node", List.of("no"), false, Set.of("list"));
    private static final Discovery DISCOVERY = new Discovery(List.of(PODS, NODES), Map.of());
    private static final ItemId SECRET = new ItemId(GroupResource.parse("secrets"), "shop", "key");

    private final KubernetesObject pod = KubernetesObject.of(Map.of(
            "apiVersion", "v1",
            "kind", "Pod",
            "metadata", Map.of("name", "web", "namespace", "shop", "labels", Map.of("app", "web"))));
    private final KubernetesObject node = KubernetesObject.of(Map.of(
            "apiVersion", "v1", "kind", "Node", "metadata", Map.of("name", "n1", "labels", Map.of("app", "web"))));
    private final List<BackupItemAction> actions = new ArrayList<>();

    @Test
    void eachActionSeesWhatTheOneBeforeReturned() {
        actions.add(changing(ItemSelector.EVERYTHING, item -> item.withLabel("seen-by", "first")));
        actions.add(changing(
                ItemSelector.EVERYTHING,
                item -> item.withLabel("seen-by", item.labels().get("seen-by") + ",second")));

        assertThat(apply(PODS, pod).item().labels()).containsEntry("seen-by", "first,second");
    }

    @Test
    void showsAnActionOnlyWhatItSelects() {
        assertThat(isShown(ItemSelector.resources("pods"), PODS, pod)).isTrue();
        assertThat(isShown(ItemSelector.resources("po"), PODS, pod)).isTrue();
        assertThat(isShown(ItemSelector.resources("*"), PODS, pod)).isTrue();
        assertThat(isShown(ItemSelector.resources("nodes"), PODS, pod)).isFalse();
        assertThat(isShown(selector(List.of("shop"), List.of()), PODS, pod)).isTrue();
        assertThat(isShown(selector(List.of("other"), List.of()), PODS, pod)).isFalse();
        assertThat(isShown(selector(List.of(), List.of("sh*")), PODS, pod)).isFalse();
        assertThat(isShown(ItemSelector.EVERYTHING.withLabels("app in (web, db)"), PODS, pod))
                .isTrue();
        assertThat(isShown(ItemSelector.EVERYTHING.withLabels("app!=web"), PODS, pod))
                .isFalse();
    }

    @Test
    void showsClusterScopedObjectsOnlyToActionsOfAllNamespaces() {
        assertThat(isShown(ItemSelector.EVERYTHING, NODES, node)).isTrue();
        assertThat(isShown(selector(List.of("*"), List.of()), NODES, node)).isTrue();
        assertThat(isShown(selector(List.of("shop"), List.of()), NODES, node)).isFalse();
        assertThat(isShown(selector(List.of(), List.of("shop")), NODES, node)).isFalse();
    }

    @Test
    void collectsAdditionalItemsWarningsAndVolumesOfAllActions() {
        actions.add(action(
                ItemSelector.EVERYTHING,
                item -> BackupItemResult.of(item)
                        .withAdditionalItem(SECRET)
                        .withVolume(new VolumeDecision.BackUp("data", "velero.io/restic"))
                        .withVolume(new VolumeDecision.BackUp("cache", "velero.io/restic"))));
        actions.add(action(
                ItemSelector.EVERYTHING,
                item -> BackupItemResult.of(item)
                        .withVolume(new VolumeDecision.SkippedWithWarning("cache", "not worth it"))
                        .withWarning("look here")));

        BackupItemActions.ItemToBackUp outcome = apply(PODS, pod);

        assertThat(outcome.additionalItems())
                .containsExactly(new BackupItemActions.AdditionalItem(SECRET, false, "test"));
        assertThat(outcome.warnings()).containsExactly("look here");
        assertThat(outcome.volumes())
                .containsExactly(
                        new VolumeDecision.BackUp("data", "velero.io/restic"),
                        new VolumeDecision.SkippedWithWarning("cache", "not worth it"));
    }

    @Test
    void theFirstDataMoverHasAVolumeThatOthersDidNotSelectOrSelectedToo() {
        actions.add(action(
                ItemSelector.EVERYTHING,
                item -> BackupItemResult.of(item)
                        .withVolume(new VolumeDecision.BackUp("data", "example.com/copy"))
                        .withVolume(new VolumeDecision.BackUp("cache", "example.com/copy"))
                        .withVolume(new VolumeDecision.NotSelected("logs", "nobody asked for it", false))));
        actions.add(action(
                ItemSelector.EVERYTHING,
                item -> BackupItemResult.of(item)
                        .withVolume(new VolumeDecision.NotSelected("data", "not listed", false))
                        .withVolume(new VolumeDecision.BackUp("cache", "velero.io/restic"))
                        .withVolume(new VolumeDecision.BackUp("logs", "velero.io/restic"))));

        assertThat(apply(PODS, pod).volumes())
                .containsExactly(
                        new VolumeDecision.BackUp("data", "example.com/copy"),
                        new VolumeDecision.BackUp("cache", "example.com/copy"),
                        new VolumeDecision.BackUp("logs", "velero.io/restic"));
    }

    @Test
    void theMustIncludeAnnotationCountsForItsActionOnlyAndIsNotWritten() {
        String mustInclude = "backup.velero.io/must-include-additional-items";
        actions.add(action(
                ItemSelector.EVERYTHING,
                item -> BackupItemResult.of(item.withAnnotation(mustInclude, "true"))
                        .withAdditionalItem(SECRET)));
        ItemId other = new ItemId(SECRET.resource(), "shop", "other");
        actions.add(action(
                ItemSelector.EVERYTHING, item -> BackupItemResult.of(item).withAdditionalItem(other)));

        BackupItemActions.ItemToBackUp outcome = apply(PODS, pod);

        assertThat(outcome.additionalItems())
                .containsExactly(
                        new BackupItemActions.AdditionalItem(SECRET, true, "test"),
                        new BackupItemActions.AdditionalItem(other, false, "test"));
        assertThat(outcome.item().annotations()).doesNotContainKey(mustInclude);
    }

    @Test
    void decisionsAboutVolumesOfAnythingButPodsAreWarnings() {
        actions.add(action(
                ItemSelector.EVERYTHING,
                item -> BackupItemResult.of(item).withVolume(new VolumeDecision.BackUp("data", "velero.io/restic"))));

        BackupItemActions.ItemToBackUp outcome = apply(NODES, node);

        assertThat(outcome.volumes()).isEmpty();
        assertThat(outcome.warnings())
                .containsExactly("item action test decided about volumes [data] of an object that is no pod; nothing is"
                        + " backed up for it");
    }

    @Test
    void aSelectorThatIsInvalidIsThatOfItsAction() {
        actions.add(changing(ItemSelector.EVERYTHING.withLabels("app in (web"), item -> item));

        assertThatThrownBy(() -> apply(PODS, pod))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("item action test does not say what it applies to: label selector")
                .extracting(e -> ((GoletaException) e).fault())
                .isEqualTo(Fault.PLUGIN);
    }

    @Test
    void anActionThatRefusesEndsTheChain() {
        actions.add(changing(ItemSelector.EVERYTHING, item -> {
            throw new GoletaException(Fault.USER, "must not be written");
        }));

        assertThatThrownBy(() -> apply(PODS, pod)).hasMessage("must not be written");
    }

    private boolean isShown(ItemSelector selector, ApiResource resource, KubernetesObject object) {
        actions.clear();
        actions.add(changing(selector, item -> item.withLabel("shown", "true")));
        return apply(resource, object).item().labels().containsKey("shown");
    }

    private BackupItemActions.ItemToBackUp apply(ApiResource resource, KubernetesObject object) {
        return BackupItemActions.of(actions, DISCOVERY).apply(resource.id(), object);
    }

    private static ItemSelector selector(List<String> includedNamespaces, List<String> excludedNamespaces) {
        return new ItemSelector(includedNamespaces, excludedNamespaces, List.of(), List.of(), "");
    }

    private static BackupItemAction changing(ItemSelector selector, UnaryOperator<KubernetesObject> change) {
        return action(selector, item -> BackupItemResult.of(change.apply(item)));
    }

    private static BackupItemAction action(
            ItemSelector selector, Function<KubernetesObject, BackupItemResult> execute) {
        return new BackupItemAction() {
            @Override
            public ItemSelector appliesTo() {
                return selector;
            }

            @Override
            public BackupItemResult execute(KubernetesObject item) {
                return execute.apply(item);
            }
        };
    }
}
