package io.goleta.cli.install.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RbacTest {
    private final Installation installation = Samples.usual();

    @Test
    void nobodyIsClusterAdmin() {
        assertThat(Manifests.of(installation))
                .filteredOn(object -> object.kind().endsWith("Binding"))
                .hasSize(4)
                .noneMatch(binding ->
                        binding.string("roleRef", "name").orElseThrow().equals("cluster-admin"))
                .allSatisfy(binding -> assertThat(binding.string("subjects", "0", "name"))
                        .contains(binding.string("roleRef", "name").orElseThrow()));
    }

    @Test
    void theServerDeletesOnlyWhatIsItsOwn() {
        assertThat(verbs(Samples.object(installation, "ClusterRole", "velero-server")))
                .doesNotContain("delete", "deletecollection", "impersonate", "*");
        assertThat(Samples.object(installation, "Role", "velero-server").maps("rules"))
                .isEqualTo(List.of(Map.of(
                        "apiGroups", List.of("velero.io"), "resources", List.of("*"), "verbs", List.of("delete"))));
    }

    @Test
    void anAgentReadsNoSecretOutsideItsNamespaceAndChangesNothingThere() {
        KubernetesObject everywhere = Samples.object(installation, "ClusterRole", "velero");

        assertThat(verbs(everywhere)).containsOnly("get", "list", "watch");
        assertThat(everywhere.maps("rules").toString()).doesNotContain("secrets", "*");
        assertThat(Samples.object(installation, "Role", "velero").maps("rules"))
                .contains(Map.of("apiGroups", List.of(""), "resources", List.of("secrets"), "verbs", List.of("get")));
    }

    @Test
    void bothAccountsCarryTheAnnotationsThatCloudsWant() {
        Installation annotated =
                Samples.with(new Installation.Pods(Map.of(), Map.of(), Map.of("role", "arn:x"), List.of()));

        assertThat(Samples.object(annotated, "ServiceAccount", "velero").annotations())
                .containsEntry("role", "arn:x");
        assertThat(Samples.object(annotated, "ServiceAccount", "velero-server").annotations())
                .containsEntry("role", "arn:x");
    }

    @Test
    void anExistingAccountGetsTheRightsOfBothAndRunsBoth() {
        Installation existing = Samples.with(new Installation.RunAs(
                Optional.of("backup"), Optional.of("system-cluster-critical"), Optional.of("system-node-critical")));

        assertThat(Manifests.of(existing)).noneMatch(object -> object.kind().equals("ServiceAccount"));
        assertThat(Manifests.of(existing))
                .filteredOn(object -> object.kind().endsWith("Binding"))
                .hasSize(4)
                .allSatisfy(binding ->
                        assertThat(binding.string("subjects", "0", "name")).contains("backup"));
        assertThat(Samples.pod(Samples.object(existing, "Deployment", "velero")).content())
                .containsEntry("serviceAccountName", "backup")
                .containsEntry("priorityClassName", "system-cluster-critical");
        assertThat(Samples.pod(Samples.object(existing, "DaemonSet", "restic")).content())
                .containsEntry("serviceAccountName", "backup")
                .containsEntry("priorityClassName", "system-node-critical");
    }

    @Test
    void installationsInSeveralNamespacesDoNotShareRights() {
        Installation second = Samples.in("backups");

        assertThat(Manifests.of(second))
                .filteredOn(object -> object.kind().startsWith("ClusterRole"))
                .extracting(KubernetesObject::name)
                .containsOnly("velero-backups", "velero-server-backups");
        assertThat(Samples.object(second, "ClusterRoleBinding", "velero-backups")
                        .string("subjects", "0", "namespace"))
                .contains("backups");
    }

    private static List<Object> verbs(KubernetesObject role) {
        return role.maps("rules").stream()
                .map(KubernetesObject::of)
                .flatMap(rule -> rule.list("verbs").stream())
                .toList();
    }
}
