package io.goleta.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.goleta.sandbox.LocalCluster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** The application that is lost and found: objects of many kinds, and a pod with two volumes. */
final class SampleApplication {

    static final String NAMESPACE = "shop";
    private static final String POD = "/api/v1/namespaces/shop/pods/database-0";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final LocalCluster cluster;

    SampleApplication(LocalCluster cluster) {
        this.cluster = cluster;
    }

    int create() throws IOException {
        try (InputStream yaml = SampleApplication.class.getResourceAsStream("shop.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("shop.yaml is not in the jar");
            }
            return cluster.create(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Waits until the pod runs. */
    void awaitRunning() throws InterruptedException {
        await(
                "the pod database-0 to run",
                () -> cluster.client()
                        .get(POD)
                        .filter(pod -> pod.at("/status/phase").asText().equals("Running"))
                        .isPresent());
    }

    /** The folders of the pod's volumes, by the volume's name. */
    SortedMap<String, Path> volumes() {
        JsonNode pod = cluster.client().get(POD).orElseThrow(() -> new DemoFailure("There is no pod database-0."));
        Path volumes = cluster.node()
                .podsFolder()
                .resolve(pod.at("/metadata/uid").asText())
                .resolve("volumes");
        SortedMap<String, Path> folders = new TreeMap<>();
        folders.put("cache", volumes.resolve("kubernetes.io~empty-dir/cache"));
        String persistentVolume = cluster.client()
                .get("/api/v1/namespaces/shop/persistentvolumeclaims/data")
                .orElseThrow(() -> new DemoFailure("There is no claim data."))
                .at("/spec/volumeName")
                .asText();
        folders.put("data", volumes.resolve("kubernetes.io~local-volume").resolve(persistentVolume));
        return folders;
    }

    /** Deletes the namespace and waits until it is gone with everything in it. */
    void destroy() throws InterruptedException {
        var options = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        cluster.client().delete("/api/v1/namespaces/" + NAMESPACE, options);
        await(
                "the namespace to go",
                () -> cluster.client().get("/api/v1/namespaces/" + NAMESPACE).isEmpty());
        await(
                "the persistent volume to go",
                () -> cluster.client()
                        .get("/api/v1/persistentvolumes")
                        .orElseThrow()
                        .path("items")
                        .isEmpty());
    }

    ObjectPicture objects() {
        return ObjectPicture.of(cluster.client(), NAMESPACE);
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new DemoFailure("Waited " + PATIENCE.toMinutes() + " minutes for " + what + ", in vain.");
            }
            Thread.sleep(PAUSE);
        }
    }
}
