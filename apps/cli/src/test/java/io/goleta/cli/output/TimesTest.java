package io.goleta.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static final Instant NOW = Instant.parse("2022-08-01T10:05:00Z");

    @Test
    void printsTimesInTheUsersZone() {
        assertThat(times("Europe/Berlin").local(NOW)).isEqualTo("2022-08-01 12:05:00 +0200 CEST");
        assertThat(times("America/Los_Angeles").local(NOW)).isEqualTo("2022-08-01 03:05:00 -0700 PDT");
        assertThat(new Times(Clock.fixed(NOW, ZoneOffset.UTC)).local(NOW)).isEqualTo("2022-08-01 10:05:00 +0000 UTC");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,0s",
        "PT59S,59s",
        "PT60S,1m",
        "PT59M59S,59m",
        "PT1H,1h",
        "PT23H59M,23h",
        "P1D,1d",
        "P29DT23H,29d",
        "P364D,364d",
        "P365D,1y"
    })
    void agesAreInTheLargestUnitThatFits(Duration age, String text) {
        assertThat(Times.age(age)).isEqualTo(text);
    }

    @Test
    void tellsFutureFromPast() {
        Times times = times("UTC");

        assertThat(times.fromNow(NOW.plus(Duration.ofDays(29)))).isEqualTo("29d");
        assertThat(times.fromNow(NOW.minus(Duration.ofHours(3)))).isEqualTo("3h ago");
    }

    @Test
    void aTimeNobodyCanReadIsAbsent() {
        assertThat(Times.parse(Optional.of("yesterday"))).isEmpty();
        assertThat(Times.parse(Optional.empty())).isEmpty();
    }

    private static Times times(String zone) {
        return new Times(Clock.fixed(NOW, ZoneId.of(zone)));
    }
}
