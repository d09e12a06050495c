package io.goleta.server.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancellationCheckTest {
    private static final ItemId BACKUP = new ItemId(VeleroKind.BACKUP.id(), "velero", "daily");
    private static final ItemId POD = new ItemId(GroupResource.PODS, "shop", "web");

    private final KnownObjects cluster = new KnownObjects();
    private final CancellationCheck check = new CancellationCheck(cluster, VeleroKind.POD_VOLUME_BACKUP.id());
    private PodVolumeBackup move = VeleroKind.POD_VOLUME_BACKUP.named("velero", "daily-1");

    @BeforeEach
    void setUp() {
        move = VeleroKind.POD_VOLUME_BACKUP.of(KubernetesObject.of(Map.of(
                "metadata",
                Json.toMap(new ObjectMetaBuilder()
                        .withNamespace("velero")
                        .withName("daily-1")
                        .withUid("move-uid")
                        .withOwnerReferences(new OwnerReferenceBuilder()
                                .withKind("Backup")
                                .withName("daily")
                                .withUid("backup-uid")
                                .build())
                        .build()),
                "spec",
                Map.of("pod", Map.of("namespace", "shop", "name", "web", "uid", "pod-uid")))));
        put(VeleroKind.BACKUP.id(), "velero", "daily", "backup-uid", "InProgress");
        put(VeleroKind.POD_VOLUME_BACKUP.id(), "velero", "daily-1", "move-uid", "InProgress");
        put(GroupResource.PODS, "shop", "web", "pod-uid", "Running");
    }

    @Test
    void isThereWhileTheBackupIsUnderWay() {
        assertThat(check.reasonNotToBegin(move)).isEmpty();
        assertThat(check.reasonToStop(move)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PartiallyFailed", "Failed", "Completed", "Deleting"})
    void endsWithTheBackup(String phase) {
        put(VeleroKind.BACKUP.id(), "velero", "daily", "backup-uid", phase);
        assertThat(check.reasonNotToBegin(move)).contains("cancelled: backup daily is over (" + phase + ")");
        assertThat(check.reasonToStop(move)).contains("cancelled: backup daily is over (" + phase + ")");
    }

    @Test
    void endsWhenTheBackupIsDeletedOrAnotherOneHasItsName() {
        put(VeleroKind.BACKUP.id(), "velero", "daily", "another-uid", "InProgress");
        assertThat(check.reasonToStop(move)).contains("cancelled: backup daily was deleted");
        cluster.objects.remove(BACKUP);
        assertThat(check.reasonToStop(move)).contains("cancelled: backup daily was deleted");
    }

    @Test
    void endsWhenTheServerGaveTheVolumeUp() {
        KubernetesObject object = put(VeleroKind.POD_VOLUME_BACKUP.id(), "velero", "daily-1", "move-uid", "Failed");
        cluster.put(VeleroKind.POD_VOLUME_BACKUP.id(), object.with("timed out", "status", "message"));
        assertThat(check.reasonToStop(move)).contains("timed out");
    }

    @Test
    void endsWithThePod() {
        put(GroupResource.PODS, "shop", "web", "new-uid", "Running");
        assertThat(check.reasonToStop(move)).contains("cancelled: pod shop/web was deleted");
        cluster.objects.remove(POD);
        assertThat(check.reasonToStop(move)).contains("cancelled: pod shop/web was deleted");
    }

    @Test
    void doesNotDependOnABackupWhenThereIsNone() {
        move = VeleroKind.POD_VOLUME_BACKUP.of(move.object().without("metadata", "ownerReferences"));
        cluster.objects.remove(BACKUP);
        assertThat(check.reasonToStop(move)).isEmpty();
    }

    @Test
    void aPodWithoutAUidIsKnownByItsName() {
        move = VeleroKind.POD_VOLUME_BACKUP.of(move.object().without("spec", "pod", "uid"));
        assertThat(check.reasonToStop(move)).isEmpty();
        cluster.objects.remove(POD);
        assertThat(check.reasonToStop(move)).contains("cancelled: pod shop/web was deleted");
    }

    private KubernetesObject put(GroupResource resource, String namespace, String name, String uid, String phase) {
        KubernetesObject object = KubernetesObject.of(Map.of(
                "metadata",
                Map.of("namespace", namespace, "name", name, "uid", uid),
                "status",
                Map.of("phase", phase)));
        cluster.put(resource, object);
        return object;
    }
}
