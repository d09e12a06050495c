package io.goleta.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiResource;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.location.Slashes;
import io.goleta.server.location.StoreChecks;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.testkit.store.ForwardingStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupStorageLocationReconcilerTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path scratch;

    private World world;
    private BackupStorageLocationReconciler reconciler;
    private BackupStorageLocation location;

    @BeforeEach
    void start() {
        world = new World(scratch);
        location = world.location("default");
        reconciler = new BackupStorageLocationReconciler(world.locations, new StoreChecks(), MINUTE, world.clock);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aUsableLocationIsAvailable() throws Exception {
        ReconcileResult<BackupStorageLocation> outcome = reconcile();

        assertThat(location.status().phase()).isEqualTo("Available");
        assertThat(location.status().lastValidationTime()).isEqualTo(world.clock.instant());
        assertThat(outcome.requeueAfter()).contains(MINUTE);
    }

    @Test
    void anUnusableOneSaysWhyAndRecovers() throws Exception {
        world.put("holiday/photo.jpg", new byte[1]);
        reconcile();
        assertThat(location.status().phase()).isEqualTo("Unavailable");
        assertThat(location.status().message())
                .isEqualTo("BackupStorageLocation \"default\" is unavailable: Backup store contains invalid top-level"
                        + " directories: [holiday]");

        world.store.delete("holiday/photo.jpg");
        world.clock.advance(MINUTE);
        reconcile();
        assertThat(location.status().phase()).isEqualTo("Available");
        assertThat(location.status().message()).isNull();
    }

    @Test
    void isValidatedAgainOnlyWhenItIsDue() throws Exception {
        reconcile();
        world.clock.advance(Duration.ofSeconds(20));

        ReconcileResult<BackupStorageLocation> outcome = reconcile();

        assertThat(outcome.update()).isEmpty();
        assertThat(outcome.requeueAfter()).contains(Duration.ofSeconds(40));
    }

    @Test
    void seesWhetherItMayWriteAtFirstAndThenOnceAnHour() throws Exception {
        RefusingStore store = new RefusingStore(world.store);
        world.handedOut = store;

        reconcile();
        assertThat(store.puts).hasSize(1);
        assertThat(world.store.list("")).isEmpty();
        world.clock.advance(Duration.ofMinutes(59));
        reconcile();
        assertThat(store.puts).hasSize(1);
        world.clock.advance(MINUTE);
        reconcile();
        assertThat(store.puts).hasSize(2);
    }

    @Test
    void saysThatItMayNotWriteAndTriesUntilItMay() throws Exception {
        RefusingStore store = new RefusingStore(world.store);
        store.refuses = true;
        world.handedOut = store;

        reconcile();
        assertThat(location.status().phase()).isEqualTo("Unavailable");
        assertThat(location.status().message())
                .isEqualTo("BackupStorageLocation \"default\" is unavailable: Could not store goleta-write-check: allow"
                        + " it");

        store.refuses = false;
        world.clock.advance(MINUTE);
        reconcile();
        assertThat(location.status().phase()).isEqualTo("Available");
    }

    @Test
    void writesNothingIntoALocationThatIsOnlyForReading() throws Exception {
        RefusingStore store = new RefusingStore(world.store);
        store.refuses = true;
        world.handedOut = store;
        location = world.location("archive", "ReadOnly");

        reconcile();

        assertThat(location.status().phase()).isEqualTo("Available");
        assertThat(store.puts).isEmpty();
    }

    @Test
    void takesUpASecretThatWasChanged() throws Exception {
        Secret secret = secret("first");
        location = world.location("far", new BackupStorageLocation.SecretKeySelector("far", "cloud"));
        reconcile();
        Path file = Path.of(world.opened.getLast().string("credentialsFile", ""));
        assertThat(file).hasContent("first");
        world.clock.advance(MINUTE);
        reconcile();
        assertThat(world.opened).hasSize(1);

        secret.setData(secret("second").getData());
        world.client.resource(secret).update();
        world.clock.advance(MINUTE);
        reconcile();

        assertThat(world.opened).hasSize(2);
        assertThat(Path.of(world.opened.getLast().string("credentialsFile", "")))
                .hasContent("second");
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void saysThatTheSecretIsMissing() throws Exception {
        location = world.location("far", new BackupStorageLocation.SecretKeySelector("far", "cloud"));

        reconcile();

        assertThat(location.status().message())
                .endsWith("is unavailable: unable to get key for secret: Secret velero/far has no key \"cloud\"");
    }

    @Test
    void keepsSeveralLocationsApart() throws Exception {
        BackupStorageLocation other = world.location("other");

        reconcile();
        reconciler.reconcile(other, changed -> {});

        assertThat(world.opened).hasSize(2);
        assertThat(other.status().phase()).isEqualTo("Available");
    }

    @Test
    void anUnreadableFrequencyIsTheUsualOne() throws Exception {
        location.setSpec(Json.convert(
                Map.of(
                        "provider",
                        "test.io/memory",
                        "objectStorage",
                        Map.of("bucket", "b"),
                        "validationFrequency",
                        "soon"),
                BackupStorageLocation.Spec.class));

        assertThat(reconcile().requeueAfter()).contains(MINUTE);
    }

    @Test
    void itsStatusSaysWhatIsNotDoneAsItStandsInTheSpec() throws InterruptedException {
        KubernetesObject asked = location.object()
                .with("every minute", "spec", "validationFrequency")
                .with("-5m", "spec", "backupSyncPeriod")
                .with("readonly", "spec", "accessMode")
                .with(Map.of("name", "s", "key", "k"), "spec", "objectStorage", "caCertRef");
        location = VeleroKind.BACKUP_STORAGE_LOCATION.of(asked);

        reconcile();

        assertThat(location.status().phase()).isEqualTo("Available");
        assertThat(location.status().message())
                .contains("spec.validationFrequency is \"every minute\"")
                .contains("spec.backupSyncPeriod is \"-5m\"")
                .contains("spec.accessMode is \"readonly\"")
                .contains("spec.objectStorage.caCertRef has no effect");
    }

    @Test
    void twoDefaultsAreNamedInBoth() throws InterruptedException {
        for (String name : List.of("default", "second")) {
            BackupStorageLocation each = name.equals("default") ? location : world.location(name);
            world.cluster.mergePatch(
                    ApiResource.of(VeleroKind.BACKUP_STORAGE_LOCATION),
                    World.NAMESPACE,
                    each.name(),
                    Map.of("spec", Map.of("default", true)));
        }
        location = world.reload(VeleroKind.BACKUP_STORAGE_LOCATION, "second");

        reconcile();

        assertThat(location.status().message())
                .contains("the locations default, second all have spec.default: true")
                .endsWith("go to default");
    }

    @Test
    void aStoreThatDoesNotAnswerIsUnavailableAndKeepsNobodyWaitingTwice() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        world.handedOut = new ForwardingStore(world.store) {
            @Override
            public void check() {
                looks.incrementAndGet();
                awaitUninterruptibly(release);
            }
        };
        StoreChecks checks = new StoreChecks(Duration.ofMillis(50));
        reconciler = new BackupStorageLocationReconciler(world.locations, checks, MINUTE, world.clock);

        reconcile();
        world.clock.advance(MINUTE);
        reconcile();

        assertThat(location.status().phase()).isEqualTo("Unavailable");
        assertThat(location.status().message()).contains("no answer from the object store in");
        assertThat(looks).hasValue(1);
        assertThat(checks.isHanging("default")).isTrue();
        release.countDown();
        await().untilAsserted(() -> {
            world.clock.advance(MINUTE);
            reconcile();
            assertThat(location.status().phase()).isEqualTo("Available");
        });
    }

    @Test
    void aPrefixOfAMillionSlashesIsReadAtOnce() throws Exception {
        assertThat(Slashes.trimmed("/".repeat(1_000_000) + "x" + "/".repeat(1_000_000) + "y"))
                .hasSize(1_000_002);
        assertThat(Slashes.trimmed("///")).isEmpty();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // As a file system does that waits for its server.
            }
        }
    }

    private Secret secret(String content) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(World.NAMESPACE)
                .withName("far")
                .endMetadata()
                .build();
        secret.setData(Map.of("cloud", Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8))));
        if (world.client.resource(secret).get() == null) {
            world.client.resource(secret).create();
        }
        return secret;
    }

    private ReconcileResult<BackupStorageLocation> reconcile() throws InterruptedException {
        return reconciler.reconcile(location, changed -> {});
    }
}
