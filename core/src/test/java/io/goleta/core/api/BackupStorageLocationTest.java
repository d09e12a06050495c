package io.goleta.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupStorageLocationTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "ReadWrite"})
    void allowsWritingByDefault(String accessMode) {
        assertThat(spec(accessMode).allowsWriting()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReadOnly", "readonly", "readOnly", "RO", "ReadWriteMany"})
    void aMisspeltAccessModeIsNoPermissionToWrite(String accessMode) {
        assertThat(spec(accessMode).allowsWriting()).isFalse();
    }

    @Test
    void whatIsDerivedIsNotWrittenBack() {
        assertThat(Json.toMap(spec("ReadOnly"))).containsOnlyKeys("accessMode");
    }

    private static BackupStorageLocation.Spec spec(String accessMode) {
        return Json.convert(Map.of("accessMode", accessMode), BackupStorageLocation.Spec.class);
    }
}
