package io.goleta.plugins.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.SignedUrls;
import io.goleta.testkit.action.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class S3SettingsTest {
    private final S3ObjectStoreFactory factory = new S3ObjectStoreFactory();

    @TempDir
    Path folder;

    @Test
    void isVelerosProvider() {
        assertThat(factory.name()).isEqualTo("velero.io/aws");
    }

    @Test
    void takesEverySettingOfVelerosPlugin() {
        S3Settings settings = settings(Map.ofEntries(
                Map.entry("prefix", "p/q"),
                Map.entry("region", "eu-central-1"),
                Map.entry("s3Url", "http://minio:9000"),
                Map.entry("publicUrl", "https://minio.example.com"),
                Map.entry("s3ForcePathStyle", "true"),
                Map.entry("profile", "backup"),
                Map.entry("serverSideEncryption", "AES256"),
                Map.entry("kmsKeyId", ""),
                Map.entry("customerKeyEncryptionFile", ""),
                Map.entry("signatureVersion", "1"),
                Map.entry("insecureSkipTLSVerify", "true"),
                Map.entry("checksumAlgorithm", ""),
                Map.entry("tagging", "a=b"),
                Map.entry("caCert", "pem"),
                Map.entry("resticRepoPrefix", "s3:http://minio:9000/b/restic"),
                Map.entry("credentialsFile", "/own/file")));

        assertThat(settings.prefix()).isEqualTo("p/q/");
        assertThat(settings.pathStyle()).isTrue();
        assertThat(settings.checksum()).isEmpty();
        assertThat(settings.profile()).isEqualTo("backup");
        assertThat(settings.credentialsFile()).contains(Path.of("/own/file"));
        assertThat(settings.where()).isEqualTo("bucket b at http://minio:9000");
    }

    @Test
    void hasDefaultsThatAreVeleros() {
        S3Settings settings = settings(Map.of());

        assertThat(settings.prefix()).isEmpty();
        assertThat(settings.region()).as("asked for later").isEmpty();
        assertThat(settings.pathStyle()).isFalse();
        assertThat(settings.checksum()).contains(ChecksumAlgorithm.CRC32);
        assertThat(settings.encryption().hasCustomerKey()).isFalse();
        assertThat(settings(Map.of("s3Url", "http://minio:9000")).region()).isEqualTo("us-east-1");
    }

    @Test
    void readsTheProcesssFileOfCredentials() {
        S3Settings settings = S3Settings.of(
                new PluginConfig("location", Map.of("bucket", "b")),
                TestContext.in(folder).withEnvironment("AWS_SHARED_CREDENTIALS_FILE", "/credentials/cloud"));

        assertThat(settings.credentialsFile()).contains(Path.of("/credentials/cloud"));
        assertThat(settings.ownCredentials()).isFalse();
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThatThrownBy(() -> settings(Map.of(
                        "s3Url", "minio:9000",
                        "s3ForcePathStyle", "maybe",
                        "signatureVersion", "2",
                        "checksumAlgorithm", "MD5",
                        "colour", "red")))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining("s3Url is \"minio:9000\" but must be a URL that begins with http:// or https://")
                .hasMessageContaining("s3ForcePathStyle is \"maybe\"")
                .hasMessageContaining("signatureVersion is \"2\"")
                .hasMessageContaining("checksumAlgorithm is \"MD5\"")
                .hasMessageContaining("unknown key colour");
    }

    @Test
    void refusesAPasswordInAUrlWithoutRepeatingIt() {
        assertThatThrownBy(() -> settings(Map.of("s3Url", "http://user:pa55word@minio:9000")))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("s3Url must not hold a user or password")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void encryptsWithAKeyOfTheStore() {
        PutObjectRequest.Builder request = PutObjectRequest.builder();
        settings(Map.of("kmsKeyId", "alias/backups")).encryption().apply(request);

        assertThat(request.build().serverSideEncryptionAsString()).isEqualTo("aws:kms");
        assertThat(request.build().ssekmsKeyId()).isEqualTo("alias/backups");
    }

    @Test
    void encryptsWithAKeyOfTheCustomer() throws IOException {
        Path key = Files.write(folder.resolve("key"), new byte[32]);
        Map<String, String> config = Map.of("customerKeyEncryptionFile", key.toString());
        GetObjectRequest.Builder request = GetObjectRequest.builder();
        settings(config).encryption().apply(request);

        assertThat(request.build().sseCustomerAlgorithm()).isEqualTo("AES256");
        assertThat(request.build().sseCustomerKey()).isEqualTo("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        assertThat(request.build().toString()).doesNotContain("AAAAAAAA");
        try (ObjectStore store = factory.create(new PluginConfig("location", with(config)), TestContext.in(folder))) {
            assertThat(store).as("nobody could open its URLs").isNotInstanceOf(SignedUrls.class);
        }
    }

    @Test
    void refusesAKeyOfTheCustomerThatIsNone() throws IOException {
        Path key = Files.write(folder.resolve("key"), new byte[31]);

        assertThatThrownBy(() -> settings(Map.of("customerKeyEncryptionFile", key.toString())))
                .hasMessageContaining("has 31 bytes; expected 32");
        assertThatThrownBy(() -> settings(Map.of("customerKeyEncryptionFile", "/no/such/file")))
                .hasMessageContaining("Cannot read customerKeyEncryptionFile /no/such/file");
    }

    @Test
    void growsThePartsOfAnObjectWhoseEndIsNotInSight() {
        PartSizes unknown = new PartSizes(-1);

        assertThat(unknown.of(1)).isEqualTo(8 << 20);
        assertThat(unknown.of(2_000)).isEqualTo(8 << 20);
        assertThat(unknown.of(2_001)).isEqualTo(16 << 20);
        assertThat(unknown.of(10_000)).isEqualTo(128 << 20);
        assertThat(new PartSizes(100L << 30).of(1)).isEqualTo(new PartSizes(100L << 30).of(9_000));
        assertThat(new PartSizes(100L << 30).of(1) * 10_000L).isGreaterThanOrEqualTo(100L << 30);
    }

    private S3Settings settings(Map<String, String> config) {
        return S3Settings.of(new PluginConfig("location velero/default", with(config)), TestContext.in(folder));
    }

    private static Map<String, String> with(Map<String, String> config) {
        Map<String, String> all = new HashMap<>(config);
        all.put("bucket", "b");
        return all;
    }
}
