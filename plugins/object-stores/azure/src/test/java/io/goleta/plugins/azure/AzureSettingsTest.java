package io.goleta.plugins.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.SignedUrls;
import io.goleta.testkit.action.TestContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzureSettingsTest {
    private final AzureObjectStoreFactory factory = new AzureObjectStoreFactory();

    @TempDir
    Path folder;

    @Test
    void isVelerosProvider() {
        assertThat(factory.name()).isEqualTo("velero.io/azure");
    }

    @Test
    void takesEverySettingOfVelerosPlugin() {
        AzureSettings settings = settings(Map.ofEntries(
                Map.entry("prefix", "p/q"),
                Map.entry("resourceGroup", "backups"),
                Map.entry("subscriptionId", "1-2-3"),
                Map.entry("storageAccountKeyEnvVar", "KEY"),
                Map.entry("storageAccountURI", "account.blob.example.com"),
                Map.entry("activeDirectoryAuthorityURI", "https://login.example.com/"),
                Map.entry("useAAD", "true"),
                Map.entry("blockSizeInBytes", "104857600"),
                Map.entry("caCert", "pem"),
                Map.entry("resticRepoPrefix", "azure:b:/restic"),
                Map.entry("credentialsFile", folder.toString())));

        assertThat(settings.prefix()).isEqualTo("p/q/");
        assertThat(settings.endpoint()).contains(URI.create("https://account.blob.example.com"));
        assertThat(settings.authority()).contains(URI.create("https://login.example.com/"));
        assertThat(settings.useAad()).isTrue();
        assertThat(settings.blockSize()).isEqualTo(100 << 20);
        assertThat(settings.where()).isEqualTo("container b at https://account.blob.example.com");
    }

    @Test
    void needsNothingButContainerAndAccount() {
        AzureSettings settings = settings(Map.of());

        assertThat(settings.prefix()).isEmpty();
        assertThat(settings.useAad()).isFalse();
        assertThat(settings.blockSize()).isEqualTo(8 << 20);
        assertThat(settings.where()).isEqualTo("container b of storage account a");
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThatThrownBy(() -> AzureSettings.of(
                        new PluginConfig(
                                "location",
                                Map.of(
                                        "bucket", "b",
                                        "storageAccountURI", "ftp://host",
                                        "useAAD", "maybe",
                                        "blockSizeInBytes", "104857601",
                                        "colour", "red")),
                        TestContext.in(folder)))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining("storageAccount is required")
                .hasMessageContaining("storageAccountURI is \"ftp://host\"")
                .hasMessageContaining("useAAD is \"maybe\"")
                .hasMessageContaining("blockSizeInBytes is \"104857601\"")
                .hasMessageContaining("unknown key colour");
    }

    @Test
    void refusesASignatureInAUrlWithoutRepeatingIt() {
        assertThatThrownBy(() -> settings(Map.of("storageAccountURI", "https://a.example.com/?sig=pa55word")))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("storageAccountURI must not hold a user, password or signature")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void findsAccountsInEveryCloud() {
        assertThat(AzureCloud.named("").account("a")).hasToString("https://a.blob.core.windows.net");
        assertThat(AzureCloud.named("AzurePublicCloud")).isEqualTo(AzureCloud.PUBLIC);
        assertThat(AzureCloud.named("AzureChinaCloud").account("a"))
                .hasToString("https://a.blob.core.chinacloudapi.cn");
        assertThat(AzureCloud.named("AZUREUSGOVERNMENT").account("a"))
                .hasToString("https://a.blob.core.usgovcloudapi.net");
        assertThat(AzureCloud.named("AzureGermanCloud").account("a")).hasToString("https://a.blob.core.cloudapi.de");
        assertThatThrownBy(() -> AzureCloud.named("Cumulus"))
                .hasMessageContaining("AZURE_CLOUD_NAME in the credentials is \"Cumulus\" but must be");
    }

    @Test
    void cannotSignUrlsWithASignatureOfSomebodyElse() {
        Path credentials = AzureServer.credentials(folder, "AZURE_STORAGE_SAS_TOKEN=sv=1&sig=x");

        try (ObjectStore given = open(Map.of("credentialsFile", credentials.toString()));
                ObjectStore own = open(Map.of())) {
            assertThat(given).isNotInstanceOf(SignedUrls.class);
            assertThat(own).isInstanceOf(SignedUrls.class);
        }
    }

    @Test
    void growsTheBlocksOfAnObjectWhoseEndIsNotInSight() {
        BlockSizes unknown = new BlockSizes(8 << 20, -1);

        assertThat(unknown.of(1)).isEqualTo(8 << 20);
        assertThat(unknown.of(10_000)).isEqualTo(8 << 20);
        assertThat(unknown.of(10_001)).isEqualTo(16 << 20);
        assertThat(unknown.of(50_000)).isEqualTo(128 << 20);
        assertThat(new BlockSizes(100 << 20, -1).of(50_000)).isEqualTo(1 << 30);
        assertThat(new BlockSizes(1 << 20, 1L << 40).of(1) * 50_000L).isGreaterThanOrEqualTo(1L << 40);
        assertThat(new BlockSizes(1 << 20, 1L << 20).of(1)).isEqualTo(1 << 20);
    }

    @Test
    void namesBlocksLikeNobodyElseAndAllAlike() {
        BlockIds mine = new BlockIds();

        assertThat(mine.of(1)).hasSize(48).hasSameSizeAs(mine.of(50_000)).isNotEqualTo(mine.of(2));
        assertThat(mine.of(1)).isNotEqualTo(new BlockIds().of(1));
    }

    private ObjectStore open(Map<String, String> config) {
        return factory.create(new PluginConfig("location", with(config)), TestContext.in(folder));
    }

    private AzureSettings settings(Map<String, String> config) {
        return AzureSettings.of(new PluginConfig("location velero/default", with(config)), TestContext.in(folder));
    }

    private static Map<String, String> with(Map<String, String> config) {
        Map<String, String> all = new HashMap<>(config);
        all.put("bucket", "b");
        all.put("storageAccount", "a");
        return all;
    }
}
