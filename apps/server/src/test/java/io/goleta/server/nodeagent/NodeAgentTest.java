package io.goleta.server.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.goleta.core.api.Crds;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.PodVolumeRestore;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.podvolume.HostPaths;
import io.goleta.sandbox.Sandbox;
import io.goleta.server.OddObjects;
import io.goleta.server.controller.Controller;
import io.goleta.server.controller.Informers;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent of node-1 on an API server in memory. */
class NodeAgentTest {
    private static final int ODD_OBJECTS = 150;
    private static final int LONGEST_MESSAGE = 5_000;

    private final Path pods;
    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(sandbox.kubeconfig()))
            .build();
    private final Cluster cluster = Fabric8Cluster.connect(client);
    private final FakeDataMover mover = new FakeDataMover();
    private final NodeAgent agent;

    NodeAgentTest(@TempDir Path pods) {
        this.pods = pods;
        this.agent = agent();
    }

    @BeforeEach
    void setUp() throws IOException {
        for (String definition : List.of("podvolumebackups", "podvolumerestores")) {
            try (InputStream yaml = Cluster.class.getResourceAsStream("/io/goleta/crds/" + definition + ".yaml")) {
                client.load(Objects.requireNonNull(yaml)).create();
            }
        }
        for (String namespace : List.of("velero", "shop")) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    @AfterEach
    void close() {
        agent.byName().values().forEach(Controller::close);
        agent.close();
        client.close();
        sandbox.close();
    }

    @Test
    void backsUpVolumesOfItsOwnNodeOnly() throws IOException {
        Pod mine = pod("mine", "node-1");
        Pod other = pod("other", "node-2");
        backup("mine", mine, "node-1");
        backup("other", other, "node-2");
        start();
        await().until(() -> phase(cluster.get(VeleroKind.POD_VOLUME_BACKUP, "velero", "mine")
                        .orElseThrow())
                == PodVolumePhase.Completed);
        assertThat(cluster.get(VeleroKind.POD_VOLUME_BACKUP, "velero", "other")
                        .orElseThrow()
                        .status()
                        .phase())
                .isNull();
    }

    @Test
    void restoresAVolumeOnceItsPodWaits() throws IOException {
        Pod mine = pod("mine", "node-1");
        Pod other = pod("other", "node-2");
        start();
        restore("mine", mine);
        restore("other", other);
        waits(other);
        waits(mine);
        await().until(() -> phase("mine") == PodVolumePhase.Completed);
        assertThat(phase("other")).isNull();
        assertThat(mover.restored).hasSize(1);
    }

    @Test
    void aRestoreEndsWithItsPod() throws IOException {
        Pod mine = pod("mine", "node-1");
        start();
        restore("mine", mine);
        Controller<?> restores = Objects.requireNonNull(agent.byName().get("pod-volume-restore"));
        await().until(() -> !restores.known().isEmpty());

        client.resource(mine).withGracePeriod(0).delete();

        await().until(() -> phase("mine") == PodVolumePhase.Failed);
        assertThat(mover.restored).isEmpty();
    }

    @Test
    void worksBesideObjectsThatNobodyUnderstands() throws IOException {
        Pod mine = pod("mine", "node-1");
        waits(mine);
        restore("mine", mine);
        backup("mine", mine, "node-1");
        acceptEverything();
        OddObjects odd = new OddObjects(20_261_129);
        Map<String, KubernetesObject> created = new HashMap<>();
        for (int i = 0; i < ODD_OBJECTS; i++) {
            for (VeleroKind<?> kind : List.of(VeleroKind.POD_VOLUME_BACKUP, VeleroKind.POD_VOLUME_RESTORE)) {
                KubernetesObject object = aimed(odd.next(kind, "velero"), mine, i);
                create(kind, object).ifPresent(stored -> created.put(stored.name(), stored));
            }
        }

        start();
        await().until(() -> phase("mine") == PodVolumePhase.Completed);
        backup("late", mine, "node-1");
        await().until(() -> phase(cluster.get(VeleroKind.POD_VOLUME_BACKUP, "velero", "late")
                        .orElseThrow())
                == PodVolumePhase.Completed);
        assertThat(agent.byName().values()).allMatch(Controller::isWatching);
        AtomicInteger ended = new AtomicInteger();
        for (VeleroKind<?> kind : List.of(VeleroKind.POD_VOLUME_BACKUP, VeleroKind.POD_VOLUME_RESTORE)) {
            cluster.list(ApiResource.of(kind), ListOptions.inNamespace("velero"), object -> {
                KubernetesObject before = created.getOrDefault(object.name(), object);
                if (!object.map("status").equals(before.map("status"))) {
                    ended.incrementAndGet();
                    assertThat(object.string("status", "message").orElse("").length())
                            .as(object.name())
                            .isLessThan(LONGEST_MESSAGE);
                }
            });
        }
        assertThat(created).hasSizeGreaterThan(ODD_OBJECTS);
        assertThat(ended).as("odd objects that were worked on").hasPositiveValue();
    }

    private Optional<KubernetesObject> create(VeleroKind<?> kind, KubernetesObject object) {
        try {
            return Optional.of(cluster.create(ApiResource.of(kind), object));
        } catch (ApiException e) {
            return Optional.empty(); // too odd even for the API server
        }
    }

    /** As a cluster does that has the definitions of a different version. */
    private void acceptEverything() {
        for (String yaml : Crds.all()) {
            CustomResourceDefinition definition = Serialization.unmarshal(yaml, CustomResourceDefinition.class);
            if (definition.getSpec().getNames().getKind().startsWith("PodVolume")) {
                definition
                        .getSpec()
                        .getVersions()
                        .forEach(version -> version.getSchema()
                                .setOpenAPIV3Schema(new JSONSchemaPropsBuilder()
                                        .withType("object")
                                        .withXKubernetesPreserveUnknownFields(true)
                                        .build()));
                client.resource(definition).update();
            }
        }
    }

    /** Half of them are work for this agent. */
    private static KubernetesObject aimed(KubernetesObject object, Pod pod, int number) {
        if (number % 2 == 0 || object.map("spec").isEmpty()) {
            return object;
        }
        return object.with(Json.toMap(reference(pod)), "spec", "pod").with("node-1", "spec", "node");
    }

    private void start() {
        agent.start();
        agent.byName().values().forEach(Controller::start);
    }

    private NodeAgent agent() {
        VolumePaths paths = new VolumePaths(pods, HostPaths.writable(List.of(), List.of(), pods), cluster);
        AgentSettings settings = new AgentSettings(2);
        TransferLimiter slots = new TransferLimiter(settings);
        return new NodeAgent(
                new Informers(client),
                cluster,
                "velero",
                "node-1",
                new PodVolumeBackupReconciler(
                        cluster, paths, (uploader, location, repository) -> mover, slots, Clock.systemUTC()),
                new PodVolumeRestoreReconciler(
                        cluster, paths, (uploader, location, repository) -> mover, slots, Clock.systemUTC()),
                settings);
    }

    private Pod pod(String name, String node) throws IOException {
        Pod pod = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(node)
                        .addNewInitContainer()
                        .withName("restic-wait")
                        .withImage("helper")
                        .endInitContainer()
                        .addNewContainer()
                        .withName("web")
                        .withImage("web")
                        .endContainer()
                        .addNewVolume()
                        .withName("data")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .endVolume()
                        .endSpec()
                        .build())
                .create();
        Files.createDirectories(
                pods.resolve(pod.getMetadata().getUid()).resolve("volumes/kubernetes.io~empty-dir/data"));
        return pod;
    }

    private void waits(Pod pod) {
        client.resource(pod)
                .editStatus(current -> new PodBuilder(current)
                        .withNewStatus()
                        .withPhase("Pending")
                        .addNewInitContainerStatus()
                        .withName("restic-wait")
                        .withImage("helper")
                        .withImageID("1")
                        .withReady(false)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewRunning()
                        .withStartedAt("2026-01-01T00:00:00Z")
                        .endRunning()
                        .endState()
                        .endInitContainerStatus()
                        .endStatus()
                        .build());
    }

    private void backup(String name, Pod pod, String node) {
        PodVolumeBackup backup = VeleroKind.POD_VOLUME_BACKUP.named("velero", name);
        backup.setSpec(
                new PodVolumeBackup.Spec(node, reference(pod), "data", "default", "restic/shop", "restic", Map.of()));
        cluster.create(backup);
    }

    private void restore(String name, Pod pod) {
        ConfigMap owner = client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("velero")
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        PodVolumeRestore bare = VeleroKind.POD_VOLUME_RESTORE.named("velero", name);
        Map<String, Object> reference = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "name",
                name,
                "uid",
                owner.getMetadata().getUid(),
                "controller",
                true);
        PodVolumeRestore restore =
                VeleroKind.POD_VOLUME_RESTORE.of(bare.object().with(List.of(reference), "metadata", "ownerReferences"));
        restore.setSpec(new PodVolumeRestore.Spec(
                reference(pod), "data", "default", "restic/shop", "c0ffee", "shop", "restic"));
        cluster.create(restore);
    }

    private static ObjectReference reference(Pod pod) {
        return new ObjectReferenceBuilder()
                .withKind("Pod")
                .withNamespace("shop")
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .build();
    }

    private static @Nullable PodVolumePhase phase(PodVolumeBackup backup) {
        return backup.status().phase();
    }

    private @Nullable PodVolumePhase phase(String name) {
        PodVolumeRestore restore =
                cluster.get(VeleroKind.POD_VOLUME_RESTORE, "velero", name).orElseThrow();
        return restore.status().phase();
    }
}
