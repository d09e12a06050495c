package io.goleta.plugins.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.testkit.action.TestContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GcpSettingsTest {
    private static final String KEY = "projects/p/locations/eu/keyRings/r/cryptoKeys/k";

    @TempDir
    Path folder;

    @Test
    void isVelerosProvider() {
        assertThat(new GcpObjectStoreFactory().name()).isEqualTo("velero.io/gcp");
    }

    @Test
    void takesEverySettingOfVelerosPlugin() {
        GcpSettings settings = settings(Map.of(
                "prefix", "p/q",
                "serviceAccount", "signer@project.iam.gserviceaccount.com",
                "kmsKeyName", KEY,
                "storeEndpoint", "https://storage.example.com/storage/v1/",
                "universeDomain", "example.goog",
                "caCert", "pem",
                "credentialsFile", folder.toString(),
                "resticRepoPrefix", "gs:b:/restic"));

        assertThat(settings.prefix()).isEqualTo("p/q/");
        assertThat(settings.serviceAccount()).isEqualTo("signer@project.iam.gserviceaccount.com");
        assertThat(settings.kmsKeyName()).isEqualTo(KEY);
        assertThat(settings.universeDomain()).isEqualTo("example.goog");
        assertThat(settings.where()).isEqualTo("bucket b at https://storage.example.com");
    }

    @Test
    void needsNothingButABucket() {
        GcpSettings settings = settings(Map.of());

        assertThat(settings.prefix()).isEmpty();
        assertThat(settings.endpoint()).isEmpty();
        assertThat(settings.kmsKeyName()).isEmpty();
        assertThat(settings.where()).isEqualTo("bucket b");
    }

    @ParameterizedTest
    @CsvSource({
        "storage.example.com, https://storage.example.com",
        "http://127.0.0.1:9000/, http://127.0.0.1:9000",
        "https://storage-psc.p.googleapis.com/storage/v1/, https://storage-psc.p.googleapis.com",
        "https://gate.example.com/gcs, https://gate.example.com/gcs",
        "https://gate.example.com/gcs/storage/v1, https://gate.example.com/gcs",
    })
    void findsTheStoreWithOrWithoutThePathOfItsApi(String written, String store) {
        assertThat(settings(Map.of("storeEndpoint", written)).endpoint()).contains(URI.create(store));
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThatThrownBy(() -> GcpSettings.of(
                        new PluginConfig(
                                "location",
                                Map.of("storeEndpoint", "ftp://host", "kmsKeyName", "my-key", "colour", "red")),
                        TestContext.in(folder)))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining("bucket is required")
                .hasMessageContaining("storeEndpoint is \"ftp://host\"")
                .hasMessageContaining("kmsKeyName is \"my-key\" but must be the name of a Cloud KMS key")
                .hasMessageContaining("unknown key colour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:pa55word@host", "https://host/?access_token=pa55word"})
    void refusesCredentialsInAUrlWithoutRepeatingThem(String url) {
        assertThatThrownBy(() -> settings(Map.of("storeEndpoint", url)))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("storeEndpoint must not hold a user, password or token")
                .hasMessageNotContaining("pa55word");
    }

    private GcpSettings settings(Map<String, String> config) {
        Map<String, String> all = new HashMap<>(config);
        all.put("bucket", "b");
        return GcpSettings.of(new PluginConfig("location velero/default", all), TestContext.in(folder));
    }
}
