package io.goleta.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.spi.error.GoletaException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void writesTimesInWholeSeconds() {
        var status =
                new BackupStorageLocation.Status("Available", null, Instant.parse("2026-01-02T03:04:05.678Z"), null);

        assertThat(Json.toMap(status))
                .isEqualTo(Map.of("phase", "Available", "lastValidationTime", "2026-01-02T03:04:05Z"));
    }

    @Test
    void anEmptyPhaseIsReadAsNoneAndAnUnknownOneIsNotUnderstood() {
        assertThat(Json.convert(Map.of("phase", ""), Backup.Status.class).phase())
                .isNull();
        assertThatThrownBy(() -> Json.convert(Map.of("phase", "Dreaming"), Backup.Status.class))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("Status cannot be understood")
                .hasMessageContaining("Dreaming");
    }

    @Test
    void aParseErrorDoesNotQuoteTheText() {
        assertThatThrownBy(() -> Json.read("{\"password\": hunter2}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("line 1")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }
}
