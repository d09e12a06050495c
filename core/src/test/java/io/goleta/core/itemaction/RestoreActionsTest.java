package io.goleta.core.itemaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestoreActionsTest {
    private static final String TOKEN = "robot-token-x7x2p";
    private static final NameMapping NOTHING = new NameMapping(PluginConfig.empty());

    @Test
    void aPodLosesItsNodePriorityAndTokens() {
        KubernetesObject pod = object("v1", "Pod", "web")
                .with("robot", "spec", "serviceAccountName")
                .with("node-1", "spec", "nodeName")
                .with(1000, "spec", "priority")
                .with(List.of(container()), "spec", "ephemeralContainers")
                .with(List.of(secret(TOKEN, TOKEN), Map.of("name", "data")), "spec", "volumes")
                .with(List.of(container(TOKEN, "data")), "spec", "containers")
                .with(List.of(container(TOKEN)), "spec", "initContainers");

        KubernetesObject changed = run(new PodAction(), pod).item();

        assertThat(changed.get("spec", "nodeName")).isEmpty();
        assertThat(changed.get("spec", "priority")).isEmpty();
        assertThat(changed.get("spec", "ephemeralContainers")).isEmpty();
        assertThat(changed.maps("spec", "volumes")).containsExactly(Map.of("name", "data"));
        assertThat(changed.maps("spec", "containers", "0", "volumeMounts"))
                .extracting(mount -> mount.get("name"))
                .containsExactly("data");
        assertThat(changed.maps("spec", "initContainers", "0", "volumeMounts")).isEmpty();
    }

    @Test
    void aPodKeepsVolumesThatAreOnlyCalledLikeTokens() {
        Map<String, Object> claim = Map.of("name", TOKEN, "persistentVolumeClaim", Map.of("claimName", "db"));
        Map<String, Object> signing = secret("robot-token-signing", "robot-token-signing");
        Map<String, Object> elsewhere = secret("elsewhere", TOKEN);
        KubernetesObject pod = object("v1", "Pod", "web")
                .with("robot", "spec", "serviceAccountName")
                .with(List.of(claim, signing, elsewhere), "spec", "volumes")
                .with(List.of(container(TOKEN, "robot-token-signing")), "spec", "containers");

        assertThat(run(new PodAction(), pod).item()).isEqualTo(pod);
    }

    @Test
    void aPodBringsItsPriorityClassButNotThoseOfEveryCluster() {
        KubernetesObject pod = object("v1", "Pod", "web");

        assertThat(run(new PodAction(), pod.with("fast", "spec", "priorityClassName"))
                        .additionalItems())
                .containsExactly(new ItemId(GroupResource.parse("priorityclasses.scheduling.k8s.io"), null, "fast"));
        assertThat(run(new PodAction(), pod.with("system-node-critical", "spec", "priorityClassName"))
                        .additionalItems())
                .isEmpty();
    }

    @Test
    void onlyABoundClaimBringsItsVolume() {
        KubernetesObject claim = object("v1", "PersistentVolumeClaim", "data").with("pv-1", "spec", "volumeName");
        AddPvFromPvcAction action = new AddPvFromPvcAction();

        assertThat(run(action, claim).additionalItems()).isEmpty();
        assertThat(run(action, claim.with("Bound", "status", "phase")).additionalItems())
                .containsExactly(new ItemId(GroupResource.PERSISTENT_VOLUMES, null, "pv-1"));
    }

    @Test
    void aServiceLosesItsAddressesUnlessItHasNone() {
        KubernetesObject service = object("v1", "Service", "web")
                .with("10.0.0.7", "spec", "clusterIP")
                .with(List.of("10.0.0.7"), "spec", "clusterIPs");
        ServiceAction action = new ServiceAction(false);

        assertThat(run(action, service).item().map("spec")).isEmpty();
        assertThat(run(action, service.with("None", "spec", "clusterIP")).item().string("spec", "clusterIP"))
                .contains("None");
    }

    @Test
    void nodePortsThatTheUserAskedForAreKept() {
        KubernetesObject service = object("v1", "Service", "web")
                .with(
                        List.of(
                                Map.of("name", "http", "port", 80, "nodePort", 30080),
                                Map.of("name", "https", "port", 443, "nodePort", 30443),
                                Map.of("port", 25, "nodePort", 30025),
                                Map.of("port", 26, "nodePort", 30026)),
                        "spec",
                        "ports")
                .with(32000, "spec", "healthCheckNodePort")
                .withAnnotation("kubectl.kubernetes.io/last-applied-configuration", """
                        {"spec":{"ports":[{"name":"http","port":80,"nodePort":30080},{"name":"https","port":443},
                        {"port":25,"nodePort":30025}]}}""");

        KubernetesObject changed = run(new ServiceAction(false), service).item();

        assertThat(changed.maps("spec", "ports"))
                .extracting(port -> port.get("nodePort"))
                .containsExactly(30080, null, 30025, null);
        assertThat(changed.get("spec", "healthCheckNodePort")).isEmpty();
    }

    @Test
    void allNodePortsAreKeptWhenTheRestorePreservesThem() {
        KubernetesObject service = object("v1", "Service", "web")
                .with(List.of(Map.of("port", 80, "nodePort", 30080)), "spec", "ports")
                .withAnnotation("kubectl.kubernetes.io/last-applied-configuration", "not JSON");

        assertThat(run(new ServiceAction(true), service).item()).isEqualTo(service);
        assertThat(run(new ServiceAction(false), service).item().get("spec", "ports", "0", "nodePort"))
                .isEmpty();
    }

    @Test
    void nodePortsThatAManagerOfFieldsAskedForAreKept() {
        Map<String, Object> fields = Map.of(
                "f:spec",
                Map.of(
                        "f:healthCheckNodePort",
                        Map.of(),
                        "f:ports",
                        Map.of(
                                ".", Map.of(),
                                "k:{\"port\":80,\"protocol\":\"TCP\"}",
                                        Map.of("f:port", Map.of(), "f:nodePort", Map.of()),
                                "k:{\"port\":443,\"protocol\":\"TCP\"}", Map.of("f:port", Map.of()),
                                "k:{\"port\":53,\"protocol\":\"UDP\"}", Map.of("f:nodePort", Map.of()))));
        KubernetesObject service = object("v1", "Service", "web")
                .with(
                        List.of(
                                Map.of("port", 80, "nodePort", 31307),
                                Map.of("port", 443, "nodePort", 30443),
                                Map.of("port", 53, "protocol", "TCP", "nodePort", 30053)),
                        "spec",
                        "ports")
                .with(31999, "spec", "healthCheckNodePort");
        KubernetesObject inBackup = service.with(
                List.of(Map.of("manager", "helm", "fieldsType", "FieldsV1", "fieldsV1", fields)),
                "metadata",
                "managedFields");

        KubernetesObject restored =
                new ServiceAction(false).execute(service, inBackup).item();

        assertThat(restored.maps("spec", "ports"))
                .extracting(port -> port.get("nodePort"))
                .containsExactly(31307, null, null);
        assertThat(restored.get("spec", "healthCheckNodePort")).isPresent();
    }

    @Test
    void aNodePortMayBeWrittenAsText() {
        KubernetesObject service = object("v1", "Service", "web")
                .with(List.of(Map.of("port", 80, "nodePort", 31234)), "spec", "ports")
                .withAnnotation(
                        "kubectl.kubernetes.io/last-applied-configuration",
                        "{\"spec\":{\"ports\":[{\"port\":80,\"nodePort\":\"31234\"}]}}");

        assertThat(run(new ServiceAction(false), service).item().get("spec", "ports", "0", "nodePort"))
                .isPresent();
    }

    @Test
    void generatedTokensStayAwayAndThoseAUserAskedForComeEmpty() {
        KubernetesObject token = object("v1", "Secret", "robot-token-x7x2p")
                .with("kubernetes.io/service-account-token", "type")
                .with(Map.of("token", "c2VjcmV0", "ca.crt", "Y2E=", "namespace", "bnM="), "data")
                .withAnnotation("kubernetes.io/service-account.name", "robot")
                .withAnnotation("kubernetes.io/service-account.uid", "old");
        SecretAction action = new SecretAction();

        assertThat(run(action, token).skip()).isTrue();
        RestoreItemResult asked =
                run(action, token.with("ci", "metadata", "name").with("shop", "metadata", "namespace"));
        assertThat(asked.additionalItems())
                .as("tokens of accounts that are not there yet are deleted by the cluster")
                .containsExactly(new ItemId(GroupResource.parse("serviceaccounts"), "shop", "robot"));
        KubernetesObject mine = asked.item();
        assertThat(mine.map("data")).isEmpty();
        assertThat(mine.annotations()).containsOnlyKeys("kubernetes.io/service-account.name");
        assertThat(run(action, token.with("Opaque", "type")).item()).isEqualTo(token.with("Opaque", "type"));
    }

    @Test
    void aServiceAccountForgetsGeneratedTokensOnly() {
        KubernetesObject account = object("v1", "ServiceAccount", "robot")
                .with(
                        List.of(
                                Map.of("name", TOKEN),
                                Map.of("name", "extra"),
                                Map.of("name", "robot-token-signing"),
                                Map.of("name", "robot-token-vault")),
                        "secrets");

        assertThat(run(new ServiceAccountAction(), account).item().maps("secrets"))
                .extracting(secret -> secret.get("name"))
                .containsExactly("extra", "robot-token-signing", "robot-token-vault");
    }

    @Test
    void subjectsOfBindingsFollowTheirNamespaces() {
        KubernetesObject binding = object("rbac.authorization.k8s.io/v1", "RoleBinding", "reader")
                .with(
                        List.of(
                                Map.of("kind", "ServiceAccount", "name", "a", "namespace", "shop"),
                                Map.of("kind", "ServiceAccount", "name", "b", "namespace", "bank"),
                                Map.of("kind", "User", "name", "ann")),
                        "subjects");

        KubernetesObject changed = run(new RoleBindingAction("rolebindings", Map.of("shop", "copy")), binding)
                .item();

        assertThat(changed.maps("subjects"))
                .extracting(subject -> subject.get("namespace"))
                .containsExactly("copy", "bank", null);
    }

    @Test
    void storageClassesAreMappedWhereTheyAreNamed() {
        ChangeStorageClassAction action =
                new ChangeStorageClassAction(mapping(Map.of("slow", "fast")), cluster("storageclasses/fast"));
        KubernetesObject set = object("apps/v1", "StatefulSet", "db")
                .with(
                        List.of(
                                Map.of("spec", Map.of("storageClassName", "slow")),
                                Map.of("spec", Map.of("storageClassName", "other"))),
                        "spec",
                        "volumeClaimTemplates");
        KubernetesObject claim = object("v1", "PersistentVolumeClaim", "data").with("slow", "spec", "storageClassName");

        assertThat(run(action, claim).item().string("spec", "storageClassName")).contains("fast");
        assertThat(run(action, set).item().maps("spec", "volumeClaimTemplates"))
                .extracting(template -> String.valueOf(template.get("spec")))
                .containsExactly("{storageClassName=fast}", "{storageClassName=other}");
    }

    @Test
    void aStorageClassMappedToNoneIsAnError() {
        ChangeStorageClassAction action = new ChangeStorageClassAction(mapping(Map.of("slow", "gone")), cluster());
        KubernetesObject claim = object("v1", "PersistentVolumeClaim", "data").with("slow", "spec", "storageClassName");

        assertThatThrownBy(() -> run(action, claim))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("slow is mapped to gone, which the cluster does not have");
    }

    @Test
    void aClaimIsNotTiedToTheNodeOfItsFormerPod() {
        String selected = "volume.kubernetes.io/selected-node";
        KubernetesObject claim = object("v1", "PersistentVolumeClaim", "data").withAnnotation(selected, "old");

        assertThat(run(new ChangePvcNodeSelectorAction(NOTHING), claim).item().annotations())
                .isEmpty();
        assertThat(run(new ChangePvcNodeSelectorAction(mapping(Map.of("old", "new"))), claim)
                        .item()
                        .annotations())
                .containsEntry(selected, "new");
    }

    @Test
    void aJobForgetsHowItsPodsWereFound() {
        Map<String, Object> labels =
                Map.of("controller-uid", "1", "batch.kubernetes.io/controller-uid", "1", "app", "x");
        KubernetesObject job = object("batch/v1", "Job", "once")
                .with(labels, "spec", "selector", "matchLabels")
                .with(labels, "spec", "template", "metadata", "labels");

        KubernetesObject changed = run(new JobAction(), job).item();

        assertThat(changed.map("spec", "selector", "matchLabels")).containsOnlyKeys("app");
        assertThat(changed.map("spec", "template", "metadata", "labels")).containsOnlyKeys("app");
    }

    @Test
    void aDefinitionKeepsUnknownFieldsTheNewWay() {
        KubernetesObject definition = object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "w")
                .with(true, "spec", "preserveUnknownFields")
                .with(List.of(Map.of("name", "v1"), Map.of("name", "v2")), "spec", "versions");

        KubernetesObject changed =
                run(new CrdPreserveFieldsAction(), definition).item();

        assertThat(changed.get("spec", "preserveUnknownFields")).contains(false);
        assertThat(changed.maps("spec", "versions"))
                .allSatisfy(version -> assertThat(String.valueOf(version.get("schema")))
                        .contains("x-kubernetes-preserve-unknown-fields=true"));
    }

    @Test
    void webhooksHaveOnlyTheSideEffectsThatVersionOneAllows() {
        KubernetesObject webhooks = object("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "w")
                .with(
                        List.of(
                                Map.of("sideEffects", "Unknown"),
                                Map.of("sideEffects", "NoneOnDryRun"),
                                Map.of("name", "x")),
                        "webhooks");

        assertThat(run(new AdmissionWebhookConfigurationAction(), webhooks)
                        .item()
                        .maps("webhooks"))
                .extracting(webhook -> webhook.get("sideEffects"))
                .containsExactly("None", "NoneOnDryRun", "None");
    }

    /** It mounts tokens where admission does. */
    private static Map<String, Object> container(String... mounts) {
        return Map.of(
                "volumeMounts",
                List.of(mounts).stream()
                        .map(name -> Map.of(
                                "name",
                                name,
                                "mountPath",
                                name.contains("-token-")
                                        ? "/var/run/secrets/kubernetes.io/serviceaccount"
                                        : "/" + name))
                        .toList());
    }

    private static Map<String, Object> secret(String volume, String name) {
        return Map.of("name", volume, "secret", Map.of("secretName", name));
    }

    private static RestoreItemResult run(RestoreItemAction action, KubernetesObject object) {
        return action.execute(object, object);
    }

    private static NameMapping mapping(Map<String, String> names) {
        return new NameMapping(new PluginConfig("test", names));
    }

    private static KubernetesObject object(String apiVersion, String kind, String name) {
        return KubernetesObject.of(Map.of("apiVersion", apiVersion, "kind", kind, "metadata", Map.of("name", name)));
    }

    /** A cluster with these objects: {@code nodes/old}. */
    private static ClusterReader cluster(String... objects) {
        return new ClusterReader() {
            @Override
            public Optional<KubernetesObject> get(ItemId id) {
                return List.of(objects).contains(id.resource().resource() + "/" + id.name())
                        ? Optional.of(object("v1", "Any", id.name()))
                        : Optional.empty();
            }

            @Override
            public List<KubernetesObject> list(
                    GroupResource resource, @Nullable String namespace, String labelSelector) {
                return List.of();
            }
        };
    }
}
