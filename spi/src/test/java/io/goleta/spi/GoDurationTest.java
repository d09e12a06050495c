package io.goleta.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0s, PT0S",
        "30s, PT30S",
        "720h0m0s, PT720H",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        ".5m, PT30S",
        "5.s, PT5S",
        "-90s, PT-1M-30S",
        "+4h, PT4H",
        "250ms, PT0.25S",
        "10us, PT0.00001S",
        "10µs, PT0.00001S",
        "10μs, PT0.00001S",
        "3ns, PT0.000000003S",
        "1m0.5s, PT1M0.5S",
        "2s1h, PT1H2S",
        "9223372036854775807ns, PT2562047H47M16.854775807S"
    })
    void readsWhatGoReads(String text, Duration duration) {
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "+", "5", "5x", "h", "1h ", " 1h", "1 h", "1h-5m", "--1s", "1d", "s5", ".s", "1,5h", "PT1H",
                "never"
            })
    void refusesWhatGoRefuses(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GoDuration.parse(text))
                .withMessage("\"" + text + "\" is not a duration such as 30s, 10m or 1h30m");
    }

    @Test
    void refusesWhatDoesNotFitIntoGosSixtyFourBits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GoDuration.parse("2562048h"))
                .withMessageContaining("longer than about 290 years");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT720H, 720h0m0s",
        "PT1H30M, 1h30m0s",
        "PT10M, 10m0s",
        "PT30S, 30s",
        "PT1M0.5S, 1m0.5s",
        "PT0.25S, 250ms",
        "PT0.00001S, 10µs",
        "PT0.0000015S, 1.5µs",
        "PT0.000000003S, 3ns",
        "PT-1M-30S, -1m30s",
        "PT-0.5S, -500ms"
    })
    void writesAsGoDoes(Duration duration, String text) {
        assertThat(GoDuration.format(duration)).isEqualTo(text);
    }

    @Test
    void readsBackWhateverItWrites() {
        Random random = new Random(4711);
        for (int i = 0; i < 10_000; i++) {
            Duration duration = Duration.ofNanos(random.nextLong() >> random.nextInt(64));
            assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
        }
    }
}
