package io.goleta.core.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.Crds;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.sandbox.Sandbox;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpClusterSandboxTest {
    private static final GroupResource CONFIG_MAPS = new GroupResource("", "configmaps");

    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
    private final Cluster cluster = Fabric8Cluster.connect(client);

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void findsOutWhatTheServerOffers() {
        assertThat(cluster.discovery().failures()).isEmpty();
        assertThat(cluster.discovery().resolve("deploy").orElseThrow().id())
                .isEqualTo(new GroupResource("apps", "deployments"));
        assertThat(cluster.discovery().resources())
                .extracting(resource -> resource.id().toString())
                .doesNotHaveDuplicates()
                .startsWith("bindings")
                .contains("pods", "events", "roles.rbac.authorization.k8s.io");
    }

    @Test
    void customResourcesAreKnownAfterAskingAgain() {
        assertThat(cluster.discovery().find(VeleroKind.BACKUP.id())).isEmpty();
        Crds.all()
                .forEach(yaml -> client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                        .create());

        assertThat(cluster.refreshDiscovery().find(VeleroKind.BACKUP.id())).isPresent();
        assertThat(cluster.discovery().resolve("bsl")).isPresent();
    }

    @Test
    void readsMoreThanAPageAndSelectsByLabel() {
        createMany(1_203);

        List<String> all = names("");
        assertThat(all).hasSize(1_203).doesNotHaveDuplicates();
        assertThat(names("parity=even")).hasSize(602);
        assertThat(names("parity in (odd),parity!=even")).hasSize(601);
    }

    @Test
    void seesEveryObjectEvenWhenThePositionIsLostInTheMiddle() {
        createMany(1_203);
        Set<String> seen = new HashSet<>();

        cluster.list(resource(), ListOptions.inNamespace("default").withLabels("parity"), object -> {
            if (seen.add(object.name()) && seen.size() == 500) {
                sandbox.compact();
            }
        });

        assertThat(seen).hasSize(1_203);
    }

    @Test
    void changesAndDeletesObjects() {
        cluster.create(resource(), configMap("a", "even"));
        Map<String, @Nullable Object> labels = new HashMap<>();
        labels.put("parity", null);
        labels.put("new", "yes");

        KubernetesObject patched =
                cluster.mergePatch(resource(), "default", "a", Map.of("metadata", Map.of("labels", labels)));

        assertThat(patched.labels()).isEqualTo(Map.of("new", "yes"));
        assertThat(cluster.get(new ItemId(CONFIG_MAPS, "default", "a"))).contains(patched);
        assertThat(cluster.delete(resource(), "default", "a")).isTrue();
        assertThat(cluster.delete(resource(), "default", "a")).isFalse();
        assertThat(cluster.get(new ItemId(CONFIG_MAPS, "default", "a"))).isEmpty();
    }

    @Test
    void replacesTheStatusOnly() {
        ApiResource pods = cluster.discovery().find(GroupResource.PODS).orElseThrow();
        KubernetesObject pod = cluster.create(
                pods,
                KubernetesObject.of(Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Pod",
                        "metadata",
                        Map.of("namespace", "default", "name", "p"),
                        "spec",
                        Map.of("containers", List.of(Map.of("name", "c", "image", "i"))))));

        cluster.updateStatus(pods, pod.with("Running", "status", "phase").with("other", "spec", "nodeName"));

        KubernetesObject after = cluster.get(pods, "default", "p").orElseThrow();
        assertThat(after.string("status", "phase")).contains("Running");
        assertThat(after.string("spec", "nodeName")).isEmpty();
    }

    @Test
    void saysWhatTheServerSays() {
        cluster.create(resource(), configMap("a", "even"));

        assertThatThrownBy(() -> cluster.create(resource(), configMap("a", "even")))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.isAlreadyExists()).isTrue());
        assertThatThrownBy(() -> cluster.create(resource(), configMap("Not A Name", "even")))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(422));
    }

    @Test
    void aServerThatIsAwayIsNamed() {
        String url = sandbox.url().toString();
        sandbox.close();
        Transport impatient = new Transport(
                client,
                new AdaptiveLimit(),
                new ExponentialBackoff(Duration.ofMillis(1), Duration.ofMillis(1), 2),
                Duration.ofSeconds(2));

        assertThatThrownBy(() -> new Fabric8Cluster(impatient).version())
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining(url)
                .hasMessageContaining("GET /version");
    }

    private void createMany(int count) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                KubernetesObject object = configMap("cm-" + i, i % 2 == 0 ? "even" : "odd");
                threads.submit(() -> cluster.create(resource(), object));
            }
        }
    }

    private List<String> names(String labelSelector) {
        List<String> names = new ArrayList<>();
        ListOptions query =
                ListOptions.inNamespace("default").withLabels(labelSelector.isEmpty() ? "parity" : labelSelector);
        cluster.list(resource(), query, object -> names.add(object.name()));
        return names;
    }

    private ApiResource resource() {
        return cluster.discovery().find(CONFIG_MAPS).orElseThrow();
    }

    private static KubernetesObject configMap(String name, String parity) {
        return KubernetesObject.of(Map.of(
                "apiVersion", "v1",
                "kind", "ConfigMap",
                "metadata", Map.of("namespace", "default", "name", name, "labels", Map.of("parity", parity))));
    }
}
