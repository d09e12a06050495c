package io.goleta.core.restore;

import static io.goleta.core.restore.Samples.configMap;
import static io.goleta.core.restore.Samples.namespace;
import static io.goleta.core.restore.Samples.object;
import static io.goleta.core.restore.Samples.pod;
import static io.goleta.core.restore.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Restore;
import io.goleta.sandbox.InjectedFault;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Objects that are in the cluster already. */
@Timeout(60)
class ExistingItemPolicyTest {
    private static final Map<String, ?> UPDATE = Map.of("existingResourcePolicy", "update");

    private Scenario scenario;

    @BeforeEach
    void start(@TempDir Path folder) {
        scenario = new Scenario(folder);
        scenario.create(namespace("shop"));
    }

    @AfterEach
    void stop() {
        scenario.close();
    }

    @Test
    void equalOnesAreLeftAloneWithoutAWord() {
        KubernetesObject before = scenario.create(configMap("shop", "settings"));
        scenario.backup(List.of(before.with("old", "metadata", "uid")));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 0, null));
        assertThat(scenario.get("configmaps", "shop", "settings")).isEqualTo(before);
    }

    @Test
    void differentOnesAreLeftAloneWithAWarning() {
        KubernetesObject before = scenario.create(configMap("shop", "settings").with("new", "data", "key"));
        scenario.backup(List.of(configMap("shop", "settings")));

        RestoreReport report = scenario.restore(Map.of("existingResourcePolicy", "none"));

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 1, 0, 0, null));
        assertThat(scenario.results("r0"))
                .contains(
                        "could not restore, ConfigMap \\\"settings\\\" already exists. Warning: the in-cluster version is"
                                + " different than the backed-up version.");
        assertThat(scenario.get("configmaps", "shop", "settings")).isEqualTo(before);
    }

    @Test
    void updatedOnesBecomeWhatTheBackupHas() {
        scenario.create(configMap("shop", "settings")
                .with("new", "data", "key")
                .with("added later", "data", "extra")
                .withLabel("later", "yes"));
        scenario.backup(List.of(configMap("shop", "settings").withLabel("app", "web")));

        RestoreReport report = scenario.restore(UPDATE);

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 1, null));
        KubernetesObject after = scenario.get("configmaps", "shop", "settings");
        assertThat(after.strings("data")).containsOnly(Map.entry("key", "value"));
        assertThat(after.labels())
                .containsEntry("app", "web")
                .containsEntry("velero.io/restore-name", "r0")
                .doesNotContainKey("later");
    }

    @Test
    void equalOnesAreStillLabelledWhenUpdated() {
        scenario.create(configMap("shop", "settings"));
        scenario.backup(List.of(configMap("shop", "settings")));

        scenario.restore(UPDATE);

        assertThat(scenario.get("configmaps", "shop", "settings").labels())
                .containsEntry("velero.io/backup-name", "daily")
                .containsEntry("velero.io/restore-name", "r0");
    }

    @Test
    void oneThatCannotBeUpdatedIsAWarningAndLabelled() {
        KubernetesObject secret = object("v1", "Secret", "shop", "key").with("Opaque", "type");
        scenario.create(secret.with(Map.of("a", "bmV3"), "data"));
        scenario.backup(List.of(secret.with(Map.of("a", "b2xk"), "data")));
        scenario.sandbox()
                .failNext(
                        request -> request.is("patch", "secrets"),
                        InjectedFault.status(422, "Invalid", "field is immutable"));

        RestoreReport report = scenario.restore(UPDATE);

        assertThat(report.phase()).isEqualTo(Restore.Phase.Completed);
        assertThat(report.warnings()).isEqualTo(1);
        assertThat(scenario.results("r0"))
                .contains("could not be updated to the backed-up version: field is immutable");
        KubernetesObject after = scenario.get("secrets", "shop", "key");
        assertThat(after.strings("data")).containsEntry("a", "bmV3");
        assertThat(after.labels()).containsEntry("velero.io/restore-name", "r0");
    }

    @Test
    void addressesThatTheClusterGaveAreNoDifference() {
        KubernetesObject before = scenario.create(withoutAddress(service("shop", "web")));
        scenario.backup(
                List.of(before.with("10.9.9.9", "spec", "clusterIP").with(List.of("10.9.9.9"), "spec", "clusterIPs")));

        assertThat(scenario.restore(Map.of()).warnings()).isZero();
    }

    @Test
    void defaultsThatOnlyTheClusterKnowsAreNoDifference() {
        KubernetesObject full = workload().with(5, "spec", "replicas");
        scenario.create(workload());
        scenario.backup(List.of(workload(), full.with("other", "metadata", "name")));

        assertThat(scenario.get("deployments.apps", "shop", "web").get("spec", "replicas"))
                .contains(1);
        assertThat(scenario.restore(Map.of())).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 1, null));
    }

    @Test
    void aPodThatExistsOnAnotherNodeIsNotChanged() {
        KubernetesObject before = scenario.create(pod("shop", "web"));
        scenario.backup(List.of(before.with("node-of-new", "spec", "nodeName")));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 0, null));
        assertThat(scenario.get("pods", "shop", "web")).isEqualTo(before);
    }

    @Test
    void serviceAccountsAreMergedAndTheClusterWins() {
        scenario.find("serviceaccounts", "shop", "builder");
        scenario.create(object("v1", "ServiceAccount", "shop", "builder")
                .with(List.of(Map.of("name", "mine")), "imagePullSecrets")
                .withAnnotation("role", "cluster"));
        scenario.backup(List.of(object("v1", "ServiceAccount", "shop", "builder")
                .with(List.of(Map.of("name", "builder-token-x7x2p"), Map.of("name", "extra")), "secrets")
                .with(List.of(Map.of("name", "mine"), Map.of("name", "theirs")), "imagePullSecrets")
                .withAnnotation("role", "backup")
                .withAnnotation("team", "red")));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 1, null));
        KubernetesObject account = scenario.get("serviceaccounts", "shop", "builder");
        assertThat(account.maps("imagePullSecrets")).containsExactly(Map.of("name", "mine"), Map.of("name", "theirs"));
        assertThat(account.maps("secrets")).containsExactly(Map.of("name", "extra"));
        assertThat(account.annotations()).containsEntry("role", "cluster").containsEntry("team", "red");
    }

    @Test
    void whatTheClusterWritesIntoEveryNamespaceIsNeitherRestoredNorMissed() {
        scenario.backup(List.of(
                object("v1", "ServiceAccount", "shop", "default"),
                configMap("shop", "kube-root-ca.crt"),
                object("v1", "Secret", "shop", "default-token-x7x2p")
                        .with("kubernetes.io/service-account-token", "type")
                        .withAnnotation("kubernetes.io/service-account.name", "default")));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.warnings() + report.errors()).isZero();
        assertThat(scenario.find("secrets", "shop", "default-token-x7x2p")).isEmpty();
    }

    @Test
    void aServiceWhoseNodePortIsTakenByItselfExists() {
        scenario.backup(List.of(scenario.create(withoutAddress(service("shop", "web")))));
        scenario.sandbox()
                .failNext(
                        request -> request.is("create", "services"),
                        InjectedFault.status(
                                422,
                                "Invalid",
                                "spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated"));

        assertThat(scenario.restore(Map.of())).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 0, null));
    }

    @Test
    void nodePortsAreGivenAnewUnlessTheyArePreserved() {
        KubernetesObject web = service("shop", "web")
                .with("NodePort", "spec", "type")
                .with(List.of(Map.of("port", 80, "nodePort", 31234, "protocol", "TCP")), "spec", "ports");
        scenario.backup(List.of(web));

        scenario.restore(Map.of("namespaceMapping", Map.of("shop", "any")));
        scenario.restore(Map.of("namespaceMapping", Map.of("shop", "same"), "preserveNodePorts", true));

        assertThat(scenario.get("services", "same", "web").get("spec", "ports", "0", "nodePort"))
                .contains(31234);
        assertThat(scenario.get("services", "any", "web").get("spec", "ports", "0", "nodePort"))
                .isPresent()
                .isNotEqualTo(Optional.of(31234));
    }

    @Test
    void anObjectThatIsRefusedAndNotThereIsAnError() {
        scenario.backup(List.of(configMap("shop", "settings")));
        scenario.sandbox()
                .whenever(
                        request -> request.is("create", "configmaps"),
                        InjectedFault.status(403, "Forbidden", "quota exceeded"));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.results("r0")).contains("error restoring configmaps/shop/settings: quota exceeded");
    }

    private static KubernetesObject withoutAddress(KubernetesObject service) {
        return service.without("spec", "clusterIP").without("spec", "clusterIPs");
    }

    private static KubernetesObject workload() {
        Map<String, Object> labels = Map.of("app", "web");
        return object("apps/v1", "Deployment", "shop", "web")
                .with(Map.of("matchLabels", labels), "spec", "selector")
                .with(
                        Map.of(
                                "metadata",
                                Map.of("labels", labels),
                                "spec",
                                Map.of("containers", List.of(Map.of("name", "app", "image", "app:1")))),
                        "spec",
                        "template");
    }
}
