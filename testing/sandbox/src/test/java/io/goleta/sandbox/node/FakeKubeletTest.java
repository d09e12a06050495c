package io.goleta.sandbox.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.goleta.sandbox.Sandbox;
import io.goleta.sandbox.client.ApiClient;
import io.goleta.sandbox.client.ApiEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeKubeletTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAMESPACE = "/api/v1/namespaces/default/";

    private final Sandbox sandbox = Sandbox.start();
    private final ApiClient client = new ApiClient(ApiEndpoint.open(sandbox.url()));
    private final FakeKubelet node;

    FakeKubeletTest(@TempDir Path root) {
        this.node = FakeKubelet.builder(ApiEndpoint.open(sandbox.url()), root)
                .program("tools", "sh", "-c")
                .start();
    }

    @AfterEach
    void stop() {
        node.close();
        sandbox.close();
    }

    @Test
    void podsGetANodeAndRun() {
        create("pods", pod("plain", "", ""));
        JsonNode pod = await("pods/plain", p -> phase(p).equals("Running"));
        assertThat(Trees.text(pod, "spec", "nodeName")).isEqualTo("sandbox-node");
        assertThat(pod.at("/status/containerStatuses/0/ready").asBoolean()).isTrue();
        assertThat(pod.at("/status/conditions").toString()).contains("\"Ready\"");
        assertThat(node.podsFolder().resolve(Trees.uid(pod)).resolve("volumes")).isDirectory();
    }

    @Test
    void emptyDirsAreFoldersAsLongAsTheirPodLives() {
        create("pods", pod("cached", "{name: cache, emptyDir: {}}", ""));
        JsonNode pod = await("pods/cached", p -> phase(p).equals("Running"));
        Path folder = node.podsFolder().resolve(Trees.uid(pod)).resolve("volumes/kubernetes.io~empty-dir/cache");
        assertThat(folder).isDirectory();
        client.delete(NAMESPACE + "pods/cached", Trees.object());
        gone("pods/cached");
        assertThat(folder).doesNotExist();
    }

    @Test
    void claimsGetVolumesWhoseDataOutlivesThePod() throws IOException {
        create("persistentvolumeclaims", claim("data", ""));
        create("pods", pod("db", "{name: data, persistentVolumeClaim: {claimName: data}}", ""));
        JsonNode pod = await("pods/db", p -> phase(p).equals("Running"));
        JsonNode claim = await("persistentvolumeclaims/data", c -> phase(c).equals("Bound"));
        String volume = Trees.text(claim, "spec", "volumeName");
        assertThat(Trees.text(claim, "spec", "storageClassName")).isEqualTo("standard");
        Path folder = node.podsFolder().resolve(Trees.uid(pod)).resolve("volumes/kubernetes.io~local-volume/" + volume);
        Files.writeString(folder.resolve("file"), "content");
        client.delete(NAMESPACE + "pods/db", Trees.object());
        gone("pods/db");
        assertThat(node.dataOf(volume).resolve("file")).hasContent("content");

        client.delete(NAMESPACE + "persistentvolumeclaims/data", Trees.object());
        gone("persistentvolumeclaims/data");
        eventually(() ->
                assertThat(client.get("/api/v1/persistentvolumes/" + volume)).isEmpty());
        assertThat(node.dataOf(volume)).doesNotExist();
    }

    @Test
    void aClaimInUseIsKeptUntilItsPodIsGone() {
        create("persistentvolumeclaims", claim("data", ""));
        create("pods", pod("db", "{name: data, persistentVolumeClaim: {claimName: data}}", ""));
        await("pods/db", p -> phase(p).equals("Running"));
        client.delete(NAMESPACE + "persistentvolumeclaims/data", Trees.object());
        await("persistentvolumeclaims/data", Trees::deleting);
        client.delete(NAMESPACE + "pods/db", Trees.object());
        gone("persistentvolumeclaims/data");
    }

    @Test
    void aVolumeThatNamesItsClaimIsBoundToIt() {
        client.create("/api/v1/persistentvolumes", yaml("""
                        {apiVersion: v1, kind: PersistentVolume, metadata: {name: static}, spec: {accessModes: [ReadWriteOnce],
                         capacity: {storage: 1Gi}, storageClassName: standard, persistentVolumeReclaimPolicy: Retain,
                         local: {path: /x}, claimRef: {namespace: default, name: mine}}}
                        """));
        create("persistentvolumeclaims", claim("mine", "volumeName: static, storageClassName: standard,"));
        await("persistentvolumeclaims/mine", c -> phase(c).equals("Bound"));
        client.delete(NAMESPACE + "persistentvolumeclaims/mine", Trees.object());
        gone("persistentvolumeclaims/mine");
        eventually(() -> assertThat(client.get("/api/v1/persistentvolumes/static"))
                .hasValueSatisfying(v -> assertThat(phase(v)).isEqualTo("Released")));
    }

    @Test
    void initContainersRunOneAfterAnotherAndSeeTheirMounts() throws IOException {
        create("pods", pod("init", "{name: work, emptyDir: {}}", """
                        {name: one, image: 'tools:1', command: [ignored], args: ['echo one > $CONTAINER_ROOT/work/file'],
                         volumeMounts: [{name: work, mountPath: /work}]},
                        {name: two, image: 'tools:2', args: ['echo $POD_NAME >> $RESTORES_DIR/vol/file'],
                         env: [{name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}],
                         volumeMounts: [{name: work, mountPath: /restores/vol}]}
                        """));
        JsonNode pod = await("pods/init", p -> phase(p).equals("Running"));
        Path folder = node.podsFolder().resolve(Trees.uid(pod)).resolve("volumes/kubernetes.io~empty-dir/work");
        assertThat(Files.readString(folder.resolve("file"))).isEqualTo("one\ninit\n");
        assertThat(pod.at("/status/initContainerStatuses/1/state/terminated/exitCode")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void aPodWaitsForItsInitContainerAndTriesAgainWhenItFails() throws IOException {
        create("pods", pod("wait", "{name: work, emptyDir: {}}", """
                        {name: first, image: tools, args: ['test -e $CONTAINER_ROOT/work/go'],
                         volumeMounts: [{name: work, mountPath: /work}]}
                        """));
        JsonNode pod = await(
                "pods/wait",
                p -> p.at("/status/initContainerStatuses/0/restartCount").asInt() > 0);
        assertThat(phase(pod)).isEqualTo("Pending");
        Path folder = node.podsFolder().resolve(Trees.uid(pod)).resolve("volumes/kubernetes.io~empty-dir/work");
        Files.createFile(folder.resolve("go"));
        await("pods/wait", p -> phase(p).equals("Running"));
    }

    @Test
    void configurationIsMountedAsFilesOnceItIsThere() {
        create(
                "pods",
                pod(
                        "configured",
                        "{name: c, configMap: {name: settings}}, {name: s, secret: {secretName: password}}",
                        ""));
        await("pods/configured", p -> Trees.text(p, "status", "message").contains("settings does not exist"));
        create("configmaps", "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {color: blue}}");
        create("secrets", "{apiVersion: v1, kind: Secret, metadata: {name: password}, stringData: {word: hush}}");
        JsonNode pod = await("pods/configured", p -> phase(p).equals("Running"));
        Path volumes = node.podsFolder().resolve(Trees.uid(pod)).resolve("volumes");
        assertThat(volumes.resolve("kubernetes.io~configmap/c/color")).hasContent("blue");
        assertThat(volumes.resolve("kubernetes.io~secret/s/word")).hasContent("hush");
    }

    private static String pod(String name, String volumes, String initContainers) {
        return """
                {apiVersion: v1, kind: Pod, metadata: {name: %s}, spec: {volumes: [%s], initContainers: [%s],
                 containers: [{name: main, image: main}]}}
                """.formatted(name, volumes, initContainers);
    }

    private static String claim(String name, String fields) {
        return """
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: %s},
                 spec: {%s accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
                """.formatted(name, fields);
    }

    private void create(String resource, String yaml) {
        client.create(NAMESPACE + resource, yaml(yaml));
    }

    private JsonNode await(String path, Predicate<JsonNode> condition) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> client.get(NAMESPACE + path).orElse(Trees.object()), condition);
    }

    private void gone(String path) {
        eventually(() -> assertThat(client.get(NAMESPACE + path)).isEmpty());
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
    }

    private static String phase(JsonNode object) {
        return Trees.text(object, "status", "phase");
    }

    private static ObjectNode yaml(String text) {
        try {
            return (ObjectNode) new YAMLMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
