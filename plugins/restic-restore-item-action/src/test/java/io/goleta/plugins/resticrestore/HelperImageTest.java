package io.goleta.plugins.resticrestore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelperImageTest {

    @Test
    void isVelerosHelperUnlessTheEnvironmentNamesGoletas() {
        assertThat(HelperImage.standard(null).reference()).isEqualTo("velero/velero-restic-restore-helper:v1.9.7");
        assertThat(HelperImage.standard(" ").reference()).isEqualTo("velero/velero-restic-restore-helper:v1.9.7");
        assertThat(HelperImage.standard("example.com/goleta:0.1.0").reference()).isEqualTo("example.com/goleta:0.1.0");
    }

    @ParameterizedTest
    @CsvSource({
        "velero/helper:v1, reg.io:5000/my/helper, reg.io:5000/my/helper:v1",
        "velero/helper:v1, my/helper, my/helper:v1",
        "velero/helper:v1, reg.io:5000/my/helper:1.2, reg.io:5000/my/helper:1.2",
        "velero/helper:v1, my/helper@sha256:abc, my/helper@sha256:abc",
        "reg.io:5000/goleta, my/helper, my/helper:latest",
        "goleta@sha256:abc, my/helper, my/helper:latest",
    })
    void givesAnImageWithoutTagTheTagOfTheDefault(String standard, String written, String expected) {
        assertThat(new HelperImage(standard).completed(written)).hasValue(new HelperImage(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"helper", "helper:v1"})
    void ignoresAnImageWithoutSlash(String written) {
        assertThat(new HelperImage("velero/helper:v1").completed(written)).isEmpty();
    }
}
