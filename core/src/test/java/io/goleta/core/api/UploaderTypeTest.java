package io.goleta.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploaderTypeTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null,             velero.io/restic",
                "'',               velero.io/restic",
                "restic,           velero.io/restic",
                "kopia,            velero.io/kopia",
                "example.com/copy, example.com/copy",
            })
    void namesADataMover(@Nullable String uploaderType, String dataMover) {
        assertThat(UploaderType.dataMover(uploaderType)).isEqualTo(dataMover);
    }

    @ParameterizedTest
    @CsvSource({"velero.io/restic, restic", "velero.io/kopia, kopia", "example.com/copy, example.com/copy"})
    void isOneWordForVelerosOwn(String dataMover, String uploaderType) {
        assertThat(UploaderType.of(dataMover)).isEqualTo(uploaderType);
        assertThat(UploaderType.dataMover(uploaderType)).isEqualTo(dataMover);
    }

    @ParameterizedTest
    @CsvSource({"velero.io/restic, restic", "example.com/copy, plugins/example.com/copy"})
    void keepsRepositoriesWhereVeleroLetsThem(String dataMover, String folder) {
        assertThat(UploaderType.repositories(dataMover)).isEqualTo(folder);
    }
}
