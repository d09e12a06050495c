package io.goleta.cli.install.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerDeploymentTest {
    private final KubernetesObject deployment = deployment(Samples.usual());
    private final KubernetesObject pod = Samples.pod(deployment);

    @Test
    void isVelerosDeploymentToEverybodyWhoLooksForIt() {
        assertThat(deployment.apiVersion()).isEqualTo("apps/v1");
        assertThat(deployment.namespace()).isEqualTo("velero");
        assertThat(deployment.labels()).containsEntry("component", "velero");
        assertThat(deployment.strings("spec", "selector", "matchLabels")).isEqualTo(Map.of("deploy", "velero"));
        assertThat(deployment.strings("spec", "template", "metadata", "labels"))
                .isEqualTo(Map.of("component", "velero", "deploy", "velero"));
        assertThat(deployment.strings("spec", "template", "metadata", "annotations"))
                .isEqualTo(Map.of(
                        "prometheus.io/scrape",
                        "true",
                        "prometheus.io/port",
                        "8085",
                        "prometheus.io/path",
                        "/metrics"));
        assertThat(pod.string("containers", "0", "name")).contains("velero");
        assertThat(pod.list("containers", "0", "command")).isEqualTo(List.of("/velero"));
        assertThat(pod.string("containers", "0", "ports", "0", "name")).contains("metrics");
        assertThat(deployment.get("status")).isEmpty();
    }

    @Test
    void tellsTheServerItsNamespaceAndTheImageOfItsRestoreHelper() {
        assertThat(pod.list("containers", "0", "env"))
                .contains(
                        Map.of("name", "VELERO_SCRATCH_DIR", "value", "/scratch"),
                        Map.of("name", "GOLETA_HELPER_IMAGE", "value", "goleta/goleta:v1"));
        assertThat(pod.string("containers", "0", "env", "1", "valueFrom", "fieldRef", "fieldPath"))
                .contains("metadata.namespace");
    }

    @Test
    void mountsTheCredentialsAndPointsEveryCloudToThem() {
        assertThat(pod.string("volumes", "2", "secret", "secretName")).contains("cloud-credentials");
        assertThat(pod.list("containers", "0", "env"))
                .contains(
                        Map.of("name", "AWS_SHARED_CREDENTIALS_FILE", "value", "/credentials/cloud"),
                        Map.of("name", "GOOGLE_APPLICATION_CREDENTIALS", "value", "/credentials/cloud"),
                        Map.of("name", "AZURE_CREDENTIALS_FILE", "value", "/credentials/cloud"),
                        Map.of("name", "ALIBABA_CLOUD_CREDENTIALS_FILE", "value", "/credentials/cloud"));

        KubernetesObject without = Samples.pod(deployment(
                Samples.with(new Installation.Storage(Optional.empty(), Optional.empty(), Optional.empty()))));
        assertThat(without.list("volumes")).hasSize(2);
        assertThat(without.list("containers", "0", "env").toString()).doesNotContain("CREDENTIALS");
    }

    @Test
    void runsAsNobodyWithNothingToWriteTo() {
        assertThat(pod.map("securityContext"))
                .containsEntry("runAsNonRoot", true)
                .containsEntry("runAsUser", 65532L)
                .containsEntry("fsGroup", 65532L)
                .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"));
        assertThat(pod.map("containers", "0", "securityContext"))
                .isEqualTo(Map.of(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        Map.of("drop", List.of("ALL"))));
        assertThat(pod.string("serviceAccountName")).contains("velero-server");
        assertThat(pod.maps("volumes").subList(0, 2))
                .isEqualTo(List.of(
                        Map.of("name", "plugins", "emptyDir", Map.of()),
                        Map.of("name", "scratch", "emptyDir", Map.of())));
    }

    @Test
    void passesTheSettingsOnInVelerosOrder() {
        assertThat(pod.list("containers", "0", "args")).isEqualTo(List.of("server", "--features="));

        Installation full = Samples.with(new Installation.Server(
                1,
                PodResources.SERVER,
                true,
                true,
                Optional.of(Duration.ofHours(24)),
                new Installation.RepositoryChecks(Optional.of(Duration.ZERO), 5),
                Optional.of(Duration.ofMinutes(30)),
                Optional.of(Duration.ofHours(8))));
        assertThat(Samples.pod(deployment(full)).list("containers", "0", "args"))
                .isEqualTo(List.of(
                        "server",
                        "--features=",
                        "--default-volumes-to-restic=true",
                        "--restore-only",
                        "--default-restic-prune-frequency=24h0m0s",
                        "--repository-check-frequency=0s",
                        "--repository-check-read-data=5",
                        "--fs-backup-timeout=8h0m0s",
                        "--garbage-collection-frequency=30m0s"));
    }

    @Test
    void isAskedWhetherItLivesAndWhetherItIsReady() {
        assertThat(pod.string("containers", "0", "startupProbe", "httpGet", "path"))
                .contains("/livez");
        assertThat(pod.string("containers", "0", "livenessProbe", "httpGet", "path"))
                .contains("/livez");
        assertThat(pod.string("containers", "0", "readinessProbe", "httpGet", "path"))
                .contains("/readyz");
    }

    @Test
    void usersLabelsAndAnnotationsWinExceptOverSelectors() {
        KubernetesObject changed = deployment(Samples.with(new Installation.Pods(
                Map.of("team", "storage", "deploy", "other"), Map.of("prometheus.io/port", "1"), Map.of(), List.of())));

        assertThat(changed.strings("spec", "template", "metadata", "labels"))
                .containsEntry("team", "storage")
                .containsEntry("deploy", "velero");
        assertThat(changed.strings("spec", "template", "metadata", "annotations"))
                .containsEntry("prometheus.io/port", "1")
                .containsEntry("prometheus.io/scrape", "true");
    }

    @Test
    void eachPluginImageCopiesItsPluginsBeforeTheServerStarts() {
        KubernetesObject plugged = Samples.pod(deployment(Samples.with(
                new Installation.Pods(Map.of(), Map.of(), Map.of(), List.of("registry.example.com/team/store_x:v1")))));

        assertThat(plugged.string("initContainers", "0", "name")).contains("team-store-x");
        assertThat(plugged.list("initContainers", "0", "volumeMounts"))
                .isEqualTo(List.of(Map.of("name", "plugins", "mountPath", "/target")));
        assertThat(plugged.string("initContainers", "0", "imagePullPolicy")).contains("IfNotPresent");
    }

    @Test
    void severalReplicasKeepApartAndAreNotDrainedTogether() {
        Installation two = Samples.with(new Installation.Server(
                2,
                PodResources.SERVER,
                false,
                false,
                Optional.empty(),
                Installation.RepositoryChecks.DEFAULT,
                Optional.empty(),
                Optional.empty()));

        assertThat(deployment(two).get("spec", "replicas")).contains(2);
        assertThat(Samples.pod(deployment(two)).get("affinity", "podAntiAffinity"))
                .isPresent();
        assertThat(Samples.object(two, "PodDisruptionBudget", "velero").get("spec", "maxUnavailable"))
                .contains(1);
        assertThat(pod.get("affinity")).isEmpty();
        assertThat(Manifests.of(Samples.usual()))
                .noneMatch(object -> object.kind().equals("PodDisruptionBudget"));
    }

    @Test
    void theServiceLeadsToTheServer() {
        KubernetesObject service = Samples.object(Samples.usual(), "Service", "velero");

        assertThat(service.strings("spec", "selector")).isEqualTo(Map.of("deploy", "velero"));
        assertThat(service.string("spec", "ports", "0", "name")).contains("http-monitoring");
        assertThat(service.get("spec", "ports", "0", "port")).contains(8085);
    }

    private static KubernetesObject deployment(Installation installation) {
        return Samples.object(installation, "Deployment", "velero");
    }
}
