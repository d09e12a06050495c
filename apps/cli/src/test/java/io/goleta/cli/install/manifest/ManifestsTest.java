package io.goleta.cli.install.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestsTest {
    @Test
    void whatOthersNeedComesFirst() {
        assertThat(Manifests.of(Samples.usual()))
                .extracting(object -> object.kind() + "/" + object.name())
                .containsExactly(
                        "Namespace/velero",
                        "ClusterRole/velero-server",
                        "ClusterRoleBinding/velero-server",
                        "Role/velero-server",
                        "RoleBinding/velero-server",
                        "ClusterRole/velero",
                        "ClusterRoleBinding/velero",
                        "Role/velero",
                        "RoleBinding/velero",
                        "ServiceAccount/velero-server",
                        "ServiceAccount/velero",
                        "Secret/cloud-credentials",
                        "BackupStorageLocation/default",
                        "Service/velero",
                        "Deployment/velero",
                        "DaemonSet/restic");
    }

    @Test
    void everyObjectIsLabelledAndWithoutStatus() {
        assertThat(Manifests.of(Samples.usual())).allSatisfy(object -> {
            assertThat(object.labels()).containsEntry("component", "velero");
            assertThat(object.content()).doesNotContainKey("status");
        });
        assertThat(Manifests.definitions())
                .hasSize(11)
                .allSatisfy(object -> assertThat(object.labels()).containsEntry("component", "velero"));
    }

    @Test
    void agentsMayMountFoldersOfTheirNodes() {
        assertThat(Samples.object(Samples.usual(), "Namespace", "velero").labels())
                .containsEntry("pod-security.kubernetes.io/enforce", "privileged");
    }

    @Test
    void theSecretHoldsTheFileAndDoesNotShowItInText() {
        Installation installation = Samples.usual();

        assertThat(Samples.object(installation, "Secret", "cloud-credentials").strings("data"))
                .isEqualTo(Map.of("cloud", "a2V5"));
        assertThat(installation.toString()).doesNotContain("key");
    }

    @Test
    void theDefaultLocationsAreAsTheAdministratorSaid() {
        Installation installation = Samples.with(new Installation.Storage(
                Optional.empty(),
                Optional.of(new Installation.BackupLocation("aws", "b", "p", Map.of("region", "x"), "UEVN")),
                Optional.empty()));

        KubernetesObject location = Samples.object(installation, "BackupStorageLocation", "default");
        assertThat(location.map("spec"))
                .isEqualTo(Map.of(
                        "provider",
                        "aws",
                        "default",
                        true,
                        "objectStorage",
                        Map.of("bucket", "b", "prefix", "p", "caCert", "UEVN"),
                        "config",
                        Map.of("region", "x")));
        assertThat(Manifests.of(installation))
                .as("no volume snapshots are made")
                .noneMatch(object -> object.kind().equals("VolumeSnapshotLocation"));
    }
}
