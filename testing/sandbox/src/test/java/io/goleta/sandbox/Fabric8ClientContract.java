package io.goleta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client that we use sees no difference. */
abstract class Fabric8ClientContract {

    private final String namespace =
            "sandbox-fabric8-" + UUID.randomUUID().toString().substring(0, 8);
    private KubernetesClient client =
            new KubernetesClientBuilder().withConfig(Config.empty()).build();

    abstract String kubeconfig();

    @BeforeEach
    final void connect() {
        client.close();
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig()))
                .build();
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    final void disconnect() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    @Test
    void typedAndGenericObjectsComeAndGo() {
        client.resource(configMap("a")).create();
        assertThatThrownBy(() -> client.resource(configMap("a")).create())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
        GenericKubernetesResource generic = client.genericKubernetesResources("v1", "ConfigMap")
                .inNamespace(namespace)
                .withName("a")
                .require();
        assertThat(generic.<String>get("data", "key")).isEqualTo("value");
        client.configMaps()
                .inNamespace(namespace)
                .withName("a")
                .edit(c -> new ConfigMapBuilder(c).addToData("more", "data").build());
        assertThat(client.configMaps().inNamespace(namespace).withName("a").delete())
                .hasSize(1);
        assertThat(client.configMaps().inNamespace(namespace).withName("a").get())
                .isNull();
    }

    @Test
    void listsPageByPage() {
        for (int i = 0; i < 5; i++) {
            client.resource(new ConfigMapBuilder(configMap("p" + i))
                            .editMetadata()
                            .addToLabels("paged", "yes")
                            .endMetadata()
                            .build())
                    .create();
        }
        var maps = client.configMaps().inNamespace(namespace).withLabel("paged");
        ConfigMapList first = maps.list(new ListOptionsBuilder().withLimit(3L).build());
        ConfigMapList second = maps.list(new ListOptionsBuilder()
                .withLimit(3L)
                .withContinue(first.getMetadata().getContinue())
                .build());
        assertThat(first.getItems()).hasSize(3);
        assertThat(second.getItems()).extracting(c -> c.getMetadata().getName()).containsExactly("p3", "p4");
    }

    @Test
    void watchersHearOfChanges() {
        List<String> events = new CopyOnWriteArrayList<>();
        Watcher<ConfigMap> watcher = new Watcher<>() {
            @Override
            public void eventReceived(Action action, ConfigMap resource) {
                events.add(action + " " + resource.getMetadata().getName());
            }

            @Override
            public void onClose(WatcherException cause) {}
        };
        // Without a version the API server would send what there is first, which it cannot on an etcd before 3.4.25.
        ListOptions now = new ListOptionsBuilder()
                .withResourceVersion(client.configMaps()
                        .inNamespace(namespace)
                        .list()
                        .getMetadata()
                        .getResourceVersion())
                .build();
        try (Watch watch =
                client.configMaps().inNamespace(namespace).withLabel("w").watch(now, watcher)) {
            ConfigMap map = new ConfigMapBuilder(configMap("w"))
                    .editMetadata()
                    .addToLabels("w", "w")
                    .endMetadata()
                    .build();
            client.resource(map).create();
            client.resource(map).delete();
            await().untilAsserted(() -> assertThat(events).containsExactly("ADDED w", "DELETED w"));
        }
    }

    @Test
    void informersFollow() {
        client.resource(configMap("i")).create();
        try (var informer = client.configMaps().inNamespace(namespace).inform()) {
            String key = namespace + "/i";
            await().untilAsserted(() ->
                    assertThat(informer.getIndexer().getByKey(key)).isNotNull());
            client.resource(configMap("j")).create();
            client.configMaps().inNamespace(namespace).withName("i").delete();
            await().untilAsserted(() -> {
                assertThat(informer.getIndexer().getByKey(namespace + "/j")).isNotNull();
                assertThat(informer.getIndexer().getByKey(key)).isNull();
            });
        }
    }

    @Test
    void patchesOfAllKindsWork() {
        client.resource(configMap("a")).create();
        var map = client.configMaps().inNamespace(namespace).withName("a");
        map.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"merged\":\"yes\"}}");
        map.patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"data\":{\"strategic\":\"yes\"}}");
        map.patch(PatchContext.of(PatchType.JSON), "[{\"op\":\"add\",\"path\":\"/data/json\",\"value\":\"yes\"}]");
        assertThat(map.get().getData()).containsOnlyKeys("key", "merged", "strategic", "json");
        ConfigMap applied = client.resource(new ConfigMapBuilder(configMap("ssa"))
                        .withData(Map.of("a", "b"))
                        .build())
                .serverSideApply();
        assertThat(applied.getData()).containsEntry("a", "b");
    }

    @Test
    void aStatusIsWrittenThroughItsDoor() {
        client.resource(new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .build());
        client.serviceAccounts()
                .inNamespace(namespace)
                .resource(new io.fabric8.kubernetes.api.model.ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("default")
                        .endMetadata()
                        .build())
                .serverSideApply();
        Pod pod = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("p")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withSchedulerName("nobody")
                        .withAutomountServiceAccountToken(false)
                        .addNewContainer()
                        .withName("c")
                        .withImage("i")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        Pod running = client.resource(new PodBuilder(pod)
                        .editOrNewStatus()
                        .withPhase("Running")
                        .endStatus()
                        .build())
                .patchStatus();
        assertThat(running.getStatus().getPhase()).isEqualTo("Running");
        assertThat(client.pods()
                        .inNamespace(namespace)
                        .withField("status.phase", "Running")
                        .list()
                        .getItems())
                .hasSize(1);
    }

    @Test
    void aLeaderIsElected() {
        AtomicBoolean leads = new AtomicBoolean();
        var elector = client.leaderElector()
                .withConfig(new LeaderElectionConfigBuilder()
                        .withName("contract")
                        .withLeaseDuration(Duration.ofSeconds(15))
                        .withRenewDeadline(Duration.ofSeconds(10))
                        .withRetryPeriod(Duration.ofSeconds(2))
                        .withLock(new LeaseLock(namespace, "leader", "me"))
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(new io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks(
                                () -> leads.set(true), () -> leads.set(false), id -> {}))
                        .build())
                .build();
        var running = elector.start();
        await().untilTrue(leads);
        running.cancel(true);
        await().untilFalse(leads);
    }

    @Test
    void questionsAreAnswered() {
        assertThat(client.getKubernetesVersion().getGitVersion()).startsWith("v1.");
        assertThat(client.getApiGroups().getGroups()).isNotEmpty();
        assertThat(client.getApiResources("v1").getResources()).isNotEmpty();
        var review = client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withVerb("get")
                        .withResource("pods")
                        .endResourceAttributes()
                        .endSpec()
                        .build());
        assertThat(review.getStatus().getAllowed()).isTrue();
    }

    private ConfigMap configMap(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withData(Map.of("key", "value"))
                .build();
    }
}
