package io.goleta.server.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.sandbox.InjectedFault;
import io.goleta.sandbox.Sandbox;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControllerTest {
    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void writesOnlyWhatTheReconcilerChanged() {
        create("a", Map.of("phase", "New", "other", "kept"));
        try (var loop = loop(object -> true, (object, progress) -> {
            object.setData(Map.of("phase", "Done", "other", object.getData().get("other")));
            return ReconcileResult.update(object);
        })) {
            loop.start();
            await().untilAsserted(() -> assertThat(data("a")).containsEntry("phase", "Done"));
        }
        assertThat(data("a")).containsEntry("other", "kept");
    }

    @Test
    void bringsAnObjectAgainWhenAskedTo() {
        create("a", Map.of());
        try (var loop = loop(object -> true, (object, progress) -> {
            calls.incrementAndGet();
            return ReconcileResult.after(Duration.ofMillis(5));
        })) {
            loop.start();
            await().until(() -> calls.get() >= 5);
        }
    }

    @Test
    void triesAgainAfterAFailure() {
        create("a", Map.of());
        try (var loop = loop(object -> true, (object, progress) -> {
            if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
            return ReconcileResult.deleted();
        })) {
            loop.start();
            await().until(() -> data("a") == null);
        }
        assertThat(calls).hasValue(3);
    }

    @Test
    void leavesOtherObjectsAndNamespacesAlone() {
        create("mine", Map.of());
        create("other", Map.of());
        try (var loop = loop(object -> object.getMetadata().getName().equals("mine"), (object, progress) -> {
            calls.incrementAndGet();
            return ReconcileResult.deleted();
        })) {
            loop.start();
            await().until(() -> data("mine") == null);
        }
        assertThat(data("other")).isNotNull();
        assertThat(calls).hasValue(1);
    }

    @Test
    void writesProgressWhileWorkGoesOn() throws InterruptedException {
        create("a", Map.of());
        CountDownLatch seen = new CountDownLatch(1);
        try (var loop = loop(object -> true, (object, progress) -> {
            object.setData(Map.of("progress", "half"));
            progress.report(object);
            seen.await();
            return ReconcileResult.done();
        })) {
            loop.start();
            await().untilAsserted(() -> assertThat(data("a")).containsEntry("progress", "half"));
            seen.countDown();
        }
    }

    @Test
    void closingInterruptsWorkAndWritesNothing() throws InterruptedException {
        create("a", Map.of("phase", "InProgress"));
        CountDownLatch working = new CountDownLatch(1);
        Controller<ConfigMap> loop = loop(object -> true, (object, progress) -> {
            working.countDown();
            Thread.sleep(Duration.ofMinutes(1));
            object.setData(Map.of("phase", "Failed"));
            return ReconcileResult.update(object);
        });
        loop.start();
        working.await();

        loop.close();

        assertThat(data("a")).containsEntry("phase", "InProgress");
    }

    @Test
    void closingLetsAResultBeWritten() throws InterruptedException {
        create("a", Map.of("phase", "InProgress"));
        CountDownLatch writing = new CountDownLatch(1);
        sandbox.whenever(
                request -> {
                    boolean isWrite = request.is("patch", "configmaps");
                    if (isWrite) {
                        writing.countDown();
                    }
                    return isWrite;
                },
                InjectedFault.slow(Duration.ofMillis(300)));
        Controller<ConfigMap> loop = loop(object -> true, (object, progress) -> {
            object.setData(Map.of("phase", "Completed"));
            return ReconcileResult.update(object);
        });
        loop.start();
        writing.await();

        loop.close();

        assertThat(data("a")).containsEntry("phase", "Completed");
    }

    private Controller<ConfigMap> loop(Predicate<ConfigMap> concerned, Reconciler<ConfigMap> reconciler) {
        // Every namespace has a ConfigMap of the cluster's own.
        Predicate<ConfigMap> ours = object -> !object.getMetadata().getName().startsWith("kube-");
        return new Controller<>(client, ConfigMap.class, "default", ours.and(concerned), reconciler, 2);
    }

    private void create(String name, Map<String, String> data) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName(name)
                        .endMetadata()
                        .withData(data)
                        .build())
                .create();
    }

    private @Nullable Map<String, String> data(String name) {
        ConfigMap object =
                client.configMaps().inNamespace("default").withName(name).get();
        return object == null ? null : object.getData() == null ? Map.of() : object.getData();
    }
}
