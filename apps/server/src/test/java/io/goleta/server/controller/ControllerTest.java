package io.goleta.server.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.Backup;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.sandbox.InjectedFault;
import io.goleta.sandbox.Sandbox;
import io.goleta.server.LooseDefinitions;
import io.goleta.spi.item.KubernetesObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ControllerTest {
    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
    private final Cluster cluster = Fabric8Cluster.connect(client);
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void define() {
        LooseDefinitions.all()
                .forEach(yaml -> client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                        .create());
    }

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void writesOnlyWhatTheReconcilerChanged() {
        create("a", Map.of("phase", "New", "failureReason", "kept"));
        AtomicInteger patches = new AtomicInteger();
        try (var loop = loop(object -> true, (object, progress) -> {
            if (phase(object) == Backup.Phase.Completed) {
                return ReconcileResult.update(object);
            }
            // Meanwhile somebody else has changed what is not ours.
            cluster.mergePatch(
                    ApiResource.of(VeleroKind.BACKUP),
                    "default",
                    "a",
                    Map.of("status", Map.of("failureReason", "changed"), "spec", Map.of("hooks", Map.of("x", 1))));
            setPhase(object, Backup.Phase.Completed);
            patches.incrementAndGet();
            return ReconcileResult.update(object);
        })) {
            loop.start();
            await().until(() -> phase("a").equals(Optional.of(Backup.Phase.Completed)));
        }
        assertThat(found("a").orElseThrow().status().failureReason()).isEqualTo("changed");
        assertThat(patches).hasValue(1);
    }

    @Test
    void bringsAnObjectAgainWhenAskedTo() {
        create("a", Map.of());
        try (var loop = loop(object -> true, (object, progress) -> {
            calls.incrementAndGet();
            return ReconcileResult.requeue(Duration.ofMillis(5));
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
            await().until(() -> found("a").isEmpty());
        }
        assertThat(calls).hasValue(3);
    }

    @Test
    void leavesOtherObjectsAlone() {
        create("mine", Map.of());
        create("other", Map.of());
        try (var loop = loop(object -> object.name().equals("mine"), (object, progress) -> {
            calls.incrementAndGet();
            return ReconcileResult.deleted();
        })) {
            loop.start();
            await().until(() -> found("mine").isEmpty());
        }
        assertThat(found("other")).isPresent();
        assertThat(calls).hasValue(1);
    }

    @Test
    void anObjectThatCannotBeUnderstoodIsLeftAloneAndTheOthersAreNot() {
        create("before", Map.of("phase", "New"));
        create("odd", Map.of("phase", "Dreaming"));
        List<String> seen = new CopyOnWriteArrayList<>();
        try (var loop = loop(object -> true, (object, progress) -> {
            seen.add(object.name());
            setPhase(object, Backup.Phase.Completed);
            return ReconcileResult.update(object);
        })) {
            loop.start();
            await().until(() -> phase("before").equals(Optional.of(Backup.Phase.Completed)));
            create("odd-as-well", Map.of("phase", "Sleeping"));
            create("after", Map.of());
            await().until(() -> phase("after").equals(Optional.of(Backup.Phase.Completed)));

            assertThat(loop.known()).extracting(Backup::name).containsExactlyInAnyOrder("before", "after");
            assertThat(loop.failures()).isZero();
        }
        assertThat(seen).doesNotContain("odd", "odd-as-well");
        assertThat(found("odd").orElseThrow().object().string("status", "phase"))
                .contains("Dreaming");
    }

    @Test
    void whoeverMadeAnObjectThatCannotBeUnderstoodIsTold() {
        KubernetesObject odd =
                VeleroKind.BACKUP.named("default", "odd").object().with("everything", "spec");
        try (var loop = loop(object -> true, (object, progress) -> {
            calls.incrementAndGet();
            return ReconcileResult.done();
        })) {
            loop.start();
            open();
            cluster.create(ApiResource.of(VeleroKind.BACKUP), odd);
            await().until(() -> found("odd")
                    .orElseThrow()
                    .object()
                    .string("status", "phase")
                    .equals(Optional.of("FailedValidation")));
        }
        assertThat(found("odd").orElseThrow().object().list("status", "validationErrors"))
                .singleElement()
                .asString()
                .isEqualTo("Backup odd cannot be understood: spec is not an object");
        assertThat(calls).hasValue(0);
    }

    @Test
    void workIsNotDoneAgainBecauseItsResultCouldNotBeWrittenAtOnce() {
        create("a", Map.of("phase", "InProgress"));
        Cluster impatient = Fabric8Cluster.connect(client, ExponentialBackoff.INTERACTIVE);
        // More often than one request is tried.
        sandbox.faults()
                .next(
                        5,
                        request -> request.is("patch", "backups"),
                        InjectedFault.status(429, "TooManyRequests", "please try again later"));
        Reconciler<Backup> reconciler = (object, progress) -> {
            calls.incrementAndGet();
            setPhase(object, Backup.Phase.Completed);
            return ReconcileResult.update(object);
        };
        try (var loop = new Controller<>(
                new Informers(client),
                impatient,
                VeleroKind.BACKUP,
                "default",
                object -> phase(object) == Backup.Phase.InProgress,
                reconciler,
                1)) {
            loop.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> phase("a").equals(Optional.of(Backup.Phase.Completed)));
        }
        assertThat(calls).hasValue(1);
    }

    /** Definitions as they are where nothing is validated. */
    private void open() {
        var definitions = client.apiextensions().v1().customResourceDefinitions();
        definitions.withName("backups.velero.io").edit(definition -> {
            definition
                    .getSpec()
                    .getVersions()
                    .forEach(version -> version.getSchema()
                            .setOpenAPIV3Schema(new JSONSchemaPropsBuilder()
                                    .withType("object")
                                    .withXKubernetesPreserveUnknownFields(true)
                                    .build()));
            return definition;
        });
    }

    @Test
    void aWatchThatWasCutOffIsBegunAgain() {
        try (var loop = loop(object -> true, (object, progress) -> {
            calls.incrementAndGet();
            return ReconcileResult.done();
        })) {
            loop.start();
            sandbox.compact();
            create("a", Map.of());
            await().until(() -> calls.get() >= 1);
            assertThat(loop.isWatching()).isTrue();
        }
    }

    @Test
    void writesProgressWhileWorkGoesOn() {
        create("a", Map.of());
        CountDownLatch seen = new CountDownLatch(1);
        try (var loop = loop(object -> true, (object, progress) -> {
            setPhase(object, Backup.Phase.InProgress);
            progress.report(object);
            seen.await();
            return ReconcileResult.done();
        })) {
            loop.start();
            await().until(() -> phase("a").equals(Optional.of(Backup.Phase.InProgress)));
            seen.countDown();
        }
    }

    @Test
    void closingInterruptsWorkAndWritesNothing() throws InterruptedException {
        create("a", Map.of("phase", "InProgress"));
        CountDownLatch working = new CountDownLatch(1);
        Controller<Backup> loop = loop(object -> true, (object, progress) -> {
            working.countDown();
            Thread.sleep(Duration.ofMinutes(1));
            setPhase(object, Backup.Phase.Failed);
            return ReconcileResult.update(object);
        });
        loop.start();
        working.await();

        loop.close();

        assertThat(phase("a")).contains(Backup.Phase.InProgress);
    }

    @Test
    void closingLetsAResultBeWritten() throws InterruptedException {
        create("a", Map.of("phase", "InProgress"));
        CountDownLatch writing = new CountDownLatch(1);
        sandbox.whenever(
                request -> {
                    boolean isWrite = request.is("patch", "backups");
                    if (isWrite) {
                        writing.countDown();
                    }
                    return isWrite;
                },
                InjectedFault.slow(Duration.ofMillis(300)));
        Controller<Backup> loop = loop(object -> true, (object, progress) -> {
            setPhase(object, Backup.Phase.Completed);
            return ReconcileResult.update(object);
        });
        loop.start();
        writing.await();

        loop.close();

        assertThat(phase("a")).contains(Backup.Phase.Completed);
    }

    private Controller<Backup> loop(Predicate<Backup> filter, Reconciler<Backup> reconciler) {
        return new Controller<>(new Informers(client), cluster, VeleroKind.BACKUP, "default", filter, reconciler, 2);
    }

    private static void setPhase(Backup backup, Backup.Phase phase) {
        Backup.Status status = backup.status();
        backup.setStatus(new Backup.Status(
                status.version(),
                status.formatVersion(),
                status.expiration(),
                phase,
                List.of(),
                null,
                Instant.EPOCH,
                status.failureReason(),
                null,
                null,
                null));
    }

    private void create(String name, Map<String, String> status) {
        KubernetesObject bare = VeleroKind.BACKUP.named("default", name).object();
        cluster.create(ApiResource.of(VeleroKind.BACKUP), status.isEmpty() ? bare : bare.with(status, "status"));
    }

    private Optional<Backup> found(String name) {
        return cluster.get(VeleroKind.BACKUP, "default", name);
    }

    private Optional<Backup.Phase> phase(String name) {
        return found(name).flatMap(found -> Optional.ofNullable(phase(found)));
    }

    private static Backup.@Nullable Phase phase(Backup backup) {
        return backup.status().phase();
    }
}
