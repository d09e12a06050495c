package io.goleta.plugins.resticrestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "+1, 1",
        "100m, 0.1",
        "0.5, 0.5",
        ".5, 0.5",
        "5., 5",
        "1n, 0.000000001",
        "3u, 0.000003",
        "1k, 1000",
        "1M, 1000000",
        "2G, 2000000000",
        "1T, 1000000000000",
        "1P, 1000000000000000",
        "1E, 1000000000000000000",
        "1Ki, 1024",
        "128Mi, 134217728",
        "1.5Gi, 1610612736",
        "1Ti, 1099511627776",
        "1Pi, 1125899906842624",
        "1Ei, 1152921504606846976",
        "1e3, 1000",
        "1E3, 1000",
        "12e-3, 0.012",
        "1E+2, 100"
    })
    void readsKubernetesNotation(String text, BigDecimal value) {
        assertThat(Quantity.parse(text).value()).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "abc", "-1", "1 Mi", "1mi", "1KiB", "1K", "0x10", "1e", "1..2", "Mi", "1Mi1", "NaN", "1,5", "٣"
            })
    void refusesWhatKubernetesRefuses(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.parse(text));
    }

    @Test
    void comparesAcrossUnits() {
        assertThat(Quantity.parse("1Gi")).isGreaterThan(Quantity.parse("1G"));
        assertThat(Quantity.parse("0.1")).isEqualByComparingTo(Quantity.parse("100m"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0m", "0Mi", "0.0", "00"})
    void onlyTheLiteralZeroIsUnbounded(String text) {
        assertThat(Quantity.parse("0").isUnbounded()).isTrue();
        assertThat(Quantity.parse(text).isUnbounded()).isFalse();
    }
}
