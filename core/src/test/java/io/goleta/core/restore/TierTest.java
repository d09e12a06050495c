package io.goleta.core.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.item.GroupResource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TierTest {
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
        assertThat(VELERO).extracting(TierTest::tier).isSorted();
    }

    @Test
    void bindingsComeAfterTheRolesAndAccountsTheyName() {
        assertThat(tier("rolebindings.rbac.authorization.k8s.io"))
                .isGreaterThan(tier("roles.rbac.authorization.k8s.io"))
                .isGreaterThan(tier("serviceaccounts"))
                .isLessThan(tier("pods"));
    }

    @Test
    void endpointsComeBeforeServices() {
        assertThat(tier("endpoints")).isLessThan(tier("services"));
    }

    @Test
    void admissionWebhooksComeAfterWhatServesThem() {
        assertThat(Stream.of("services", "deployments.apps", "widgets.example.com"))
                .allSatisfy(resource -> assertThat(tier(resource))
                        .isLessThan(tier("validatingwebhookconfigurations.admissionregistration.k8s.io")));
    }

    @Test
    void resourcesOfOtherGroupsAreNotMistakenForTheirNamesakes() {
        assertThat(tier("secrets.example.com")).isEqualTo(Tier.REST);
    }

    private static Tier tier(String resource) {
        return Stream.of(Tier.values())
                .filter(tier -> RestoreOrder.standard()
                        .of(GroupResource.parse(resource))
                        .resources()
                        .equals(tier.resources()))
                .findFirst()
                .orElseThrow();
    }
}
