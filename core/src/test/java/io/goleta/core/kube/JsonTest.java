package io.goleta.core.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupPhase;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void readsTheTypesOfVelero() {
        Backup backup = Json.convert(
                object("{'apiVersion':'velero.io/v1','kind':'Backup','metadata':{'name':'daily'},"
                        + "'spec':{'includedNamespaces':null,'ttl':'1h0m0s','new':1,"
                        + "'labelSelector':{'matchLabels':{'a':'b'}}},"
                        + "'status':{'phase':'Completed','startTimestamp':'2026-01-02T03:04:05Z'}}"),
                Backup.class);

        assertThat(backup.getSpec().ttl()).isEqualTo("1h0m0s");
        assertThat(backup.getSpec().includedNamespaces()).isEmpty();
        assertThat(backup.getStatus().phase()).isEqualTo(BackupPhase.Completed);
        assertThat(backup.getStatus().startTimestamp()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(Json.convert((Object) backup).labels()).isEmpty();
        assertThat(Json.convert((Object) backup).string("spec", "labelSelector", "matchLabels", "a"))
                .contains("b");
    }

    @Test
    void writesTimesInWholeSeconds() {
        var status =
                new BackupStorageLocation.Status("Available", null, Instant.parse("2026-01-02T03:04:05.678Z"), null);

        assertThat(Json.toMap(status))
                .isEqualTo(Map.of("phase", "Available", "lastValidationTime", "2026-01-02T03:04:05Z"));
    }

    @Test
    void aPhaseOfAnotherProgramIsReadAsNone() {
        Backup.Status status = Json.convert(Map.of("phase", "Dreaming"), Backup.Status.class);

        assertThat(status.phase()).isNull();
    }

    @Test
    void namesTheObjectAndFieldThatCannotBeUnderstood() {
        KubernetesObject wrong = object("{'kind':'Backup','metadata':{'name':'b'},'spec':{'includedNamespaces':7}}");

        assertThatThrownBy(() -> Json.convert(wrong, Backup.class))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("Backup b")
                .hasMessageContaining("ArrayList");
    }

    @Test
    void aParseErrorDoesNotQuoteTheText() {
        assertThatThrownBy(() -> Json.read("{\"password\": hunter2}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("line 1")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    private static KubernetesObject object(String json) {
        return Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
