package io.goleta.server.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.core.plugin.HostPluginContext;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.sandbox.Sandbox;
import io.goleta.server.location.CredentialFiles;
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.Secret;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.ObjectStoreFactory;
import io.goleta.testkit.store.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryKeyChangesTest {
    private static final String COMMON = "the common one";
    private static final String OLD_KEY = "0".repeat(64);
    private static final String FOREIGN_KEY = "f".repeat(64);

    @TempDir
    Path scratch;

    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
    private final Cluster cluster = Fabric8Cluster.connect(client);
    private final RepositoryPassword password = new RepositoryPassword(cluster, "default");
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final BackupStorageLocation location = VeleroKind.BACKUP_STORAGE_LOCATION.named("default", "cloud");
    private final KeyedRepositories restic = new KeyedRepositories();
    private final RepositoryAddress shop = new RepositoryAddress(UploaderType.RESTIC, location, "shop");
    private RepositoryKeyChanges keys;
    private RepositoryAccess access;

    @BeforeEach
    void start() {
        location.setSpec(new BackupStorageLocation.Spec(
                "memory",
                Map.of(),
                null,
                new BackupStorageLocation.ObjectStorage("bucket", null, null),
                null,
                null,
                null,
                null));
        PluginContext context = new HostPluginContext(Clock.systemUTC(), scratch, cluster, "default", Map.of());
        StorageLocations locations = new StorageLocations(
                cluster,
                "default",
                provider -> new Stores(),
                context,
                new CredentialFiles(cluster, "default", scratch));
        access = new RepositoryAccess(
                locations,
                new RepositoryAccess.Movers(() -> Set.of(UploaderType.RESTIC), name -> restic),
                new PluginSettings(cluster, "default"),
                context,
                password,
                scratch);
        keys = new RepositoryKeyChanges(access, password);
        secret(Map.of("repository-password", COMMON));
    }

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void aRepositoryGetsAPasswordOfItsOwnAndLosesTheCommonOne() {
        key(OLD_KEY, COMMON);

        String said = keys.rotate("shop-cloud", shop);

        String newKey = onlyKey();
        assertThat(newKey).isNotEqualTo(OLD_KEY);
        assertThat(said).contains(newKey).contains("removed 00000000");
        assertThat(revealed(access.password(shop))).isEqualTo(content(newKey));
        assertThat(data()).containsOnlyKeys("repository-password", "repository-password." + newKey);
        assertThat(revealed(password.get())).as("for all other repositories").isEqualTo(COMMON);
    }

    @Test
    void rotatingAgainForgetsThePasswordBefore() {
        key(OLD_KEY, COMMON);
        keys.rotate("shop-cloud", shop);
        String first = onlyKey();

        keys.rotate("shop-cloud", shop);

        assertThat(onlyKey()).isNotEqualTo(first);
        assertThat(data()).containsOnlyKeys("repository-password", "repository-password." + onlyKey());
    }

    @Test
    void keysThatOthersAddedStay() {
        key(OLD_KEY, COMMON);
        key(FOREIGN_KEY, "an administrator's");

        keys.rotate("shop-cloud", shop);

        assertThat(access.keys(shop))
                .contains(FOREIGN_KEY)
                .doesNotContain(OLD_KEY)
                .hasSize(2);
    }

    @Test
    void aRotationThatIsCutOffAnywhereIsBroughtToItsEnd() {
        int cut = 0;
        while (true) {
            store.list("").map(object -> object.key()).toList().forEach(store::delete);
            client.secrets()
                    .inNamespace("default")
                    .withName("velero-restic-credentials")
                    .delete();
            secret(Map.of("repository-password", COMMON));
            key(OLD_KEY, COMMON);
            restic.breakAfter(cut);
            boolean survived = isDone(() -> keys.rotate("shop-cloud", shop));
            restic.breakNever();
            assertThat(access.keys(shop))
                    .as("after cut %s something opens it", cut)
                    .anySatisfy(key -> assertThat(content(key)).isIn(COMMON, revealed(access.password(shop))));

            keys.rotate("shop-cloud", shop);

            assertThat(access.keys(shop)).as("after cut %s", cut).hasSize(1).doesNotContain(OLD_KEY);
            assertThat(revealed(access.password(shop))).isEqualTo(content(onlyKey()));
            assertThat(data().keySet()).noneMatch(name -> name.startsWith("next-"));
            if (survived) {
                break;
            }
            cut++;
        }
        assertThat(cut).as("places where it was cut off").isGreaterThan(5);
    }

    @Test
    void velerosWellKnownPasswordIsHonouredAndKept() {
        key(OLD_KEY, "static-passw0rd");

        assertThat(keys.adopt(shop)).isTrue();

        assertThat(revealed(access.password(shop))).isEqualTo("static-passw0rd");
        assertThat(revealed(access.password(new RepositoryAddress(UploaderType.RESTIC, location, "other"))))
                .isEqualTo(COMMON);
    }

    @Test
    void theWellKnownPasswordDoesNotSurviveARotation() {
        key(OLD_KEY, "static-passw0rd");
        keys.adopt(shop);

        keys.rotate("shop-cloud", shop);

        assertThat(content(onlyKey())).isNotEqualTo("static-passw0rd");
        assertThat(data()).containsOnlyKeys("repository-password", "repository-password." + onlyKey());
    }

    @Test
    void aRepositoryThatNothingOpensIsLeftAlone() {
        key(FOREIGN_KEY, "somebody else's");

        assertThat(keys.adopt(shop)).isFalse();
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> keys.rotate("shop-cloud", shop));
        assertThat(access.keys(shop)).containsExactly(FOREIGN_KEY);
    }

    private static boolean isDone(Runnable rotation) {
        try {
            rotation.run();
            return true;
        } catch (KeyedRepositories.Broken e) {
            return false;
        }
    }

    private void key(String id, String opensWith) {
        byte[] content = opensWith.getBytes(StandardCharsets.UTF_8);
        store.put("restic/shop/keys/" + id, new ByteArrayInputStream(content), content.length);
    }

    private String content(String id) {
        return KeyedRepositories.content(store, "restic/shop/keys/" + id);
    }

    private String onlyKey() {
        List<String> all = access.keys(shop);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static String revealed(Secret secret) {
        return new String(secret.reveal(), StandardCharsets.UTF_8);
    }

    private Map<String, String> data() {
        return client.secrets()
                .inNamespace("default")
                .withName("velero-restic-credentials")
                .get()
                .getData();
    }

    private void secret(Map<String, String> data) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("velero-restic-credentials")
                        .endMetadata()
                        .withStringData(data)
                        .build())
                .create();
    }

    private final class Stores implements ObjectStoreFactory {
        @Override
        public String name() {
            return "velero.io/memory";
        }

        @Override
        public ObjectStore create(PluginConfig config, PluginContext context) {
            return store;
        }
    }
}
