package io.goleta.core.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.item.GroupResource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandardRestoreOrderTest {
    /** What Velero 1.9 restores first, in its order, and what it restores last. */
    private static final List<String> VELERO = List.of(
            "customresourcedefinitions.apiextensions.k8s.io",
            "storageclasses.storage.k8s.io",
            "volumesnapshotclasses.snapshot.storage.k8s.io",
            "volumesnapshotcontents.snapshot.storage.k8s.io",
            "volumesnapshots.snapshot.storage.k8s.io",
            "persistentvolumes",
            "persistentvolumeclaims",
            "secrets",
            "configmaps",
            "serviceaccounts",
            "limitranges",
            "pods",
            "replicasets.apps",
            "clusterclasses.cluster.x-k8s.io",
            "deployments.apps",
            "clusterbootstraps.run.tanzu.vmware.com",
            "clusters.cluster.x-k8s.io",
            "clusterresourcesets.addons.cluster.x-k8s.io");

    @Test
    void neverTurnsVelerosOrderAround() {
        assertThat(VELERO).extracting(StandardRestoreOrderTest::stage).isSorted();
    }

    @Test
    void bindingsComeAfterTheRolesAndAccountsTheyName() {
        assertThat(stage("rolebindings.rbac.authorization.k8s.io"))
                .isGreaterThan(stage("roles.rbac.authorization.k8s.io"))
                .isGreaterThan(stage("serviceaccounts"))
                .isLessThan(stage("pods"));
    }

    @Test
    void endpointsComeBeforeServices() {
        assertThat(stage("endpoints")).isLessThan(stage("services"));
    }

    @Test
    void admissionWebhooksComeAfterWhatServesThem() {
        assertThat(Stream.of("services", "deployments.apps", "widgets.example.com"))
                .allSatisfy(resource -> assertThat(stage(resource))
                        .isLessThan(stage("validatingwebhookconfigurations.admissionregistration.k8s.io")));
    }

    @Test
    void resourcesOfOtherGroupsAreNotMistakenForTheirNamesakes() {
        assertThat(stage("secrets.example.com")).isEqualTo(stage("widgets.example.com"));
    }

    private static int stage(String resource) {
        RestoreOrder order = RestoreOrder.standard();
        RestoreOrder.Stage stage = order.of(GroupResource.parse(resource));
        return stage.equals(order.definitions())
                ? 0
                : 1 + order.afterDefinitions().indexOf(stage);
    }
}
