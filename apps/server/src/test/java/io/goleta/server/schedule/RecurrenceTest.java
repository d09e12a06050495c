package io.goleta.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceTest {
    // Clocks go from 02:00 to 03:00 on 29 March 2026, and from 03:00 back to 02:00 on 25 October.
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "0 1 * * *,              2026-03-01T01:00:00Z",
        "*/20 * * * *,           2026-03-01T00:20:00Z",
        "5/20 0 * * *,           2026-03-01T00:05:00Z",
        "30 22 ? * MON-FRI,      2026-03-02T22:30:00Z",
        "0 3 * jan *,            2027-01-01T03:00:00Z",
        "0 3 * * 0,              2026-03-01T03:00:00Z",
        "0 3 * * 7,              2026-03-01T03:00:00Z",
        "0 0 29 2 *,             2028-02-29T00:00:00Z",
        "@hourly,                2026-03-01T01:00:00Z",
        "@daily,                 2026-03-02T00:00:00Z",
        "@midnight,              2026-03-02T00:00:00Z",
        "@weekly,                2026-03-08T00:00:00Z",
        "@monthly,               2026-04-01T00:00:00Z",
        "@yearly,                2027-01-01T00:00:00Z",
        "@annually,              2027-01-01T00:00:00Z",
        "@every 1h30m,           2026-03-01T01:30:00Z",
        "CRON_TZ=Asia/Tokyo 0 10 * * *, 2026-03-01T01:00:00Z",
        "TZ=America/New_York @daily,    2026-03-01T05:00:00Z",
    })
    void knowsWhenItIsDueNext(String expression, Instant expected) {
        Recurrence recurrence = Recurrence.parse(expression, ZoneOffset.UTC);

        assertThat(recurrence.next(Instant.parse("2026-03-01T00:00:00Z"))).contains(expected);
    }

    @Test
    void dayOfMonthAndDayOfWeekAreAlternativesWhenBothAreGiven() {
        assertThat(moments("0 2 1 * 1", ZoneOffset.UTC, "2026-03-01T00:00:00Z", "2026-03-10T00:00:00Z"))
                .containsExactly("2026-03-01T02:00:00Z", "2026-03-02T02:00:00Z", "2026-03-09T02:00:00Z");
    }

    @Test
    void aTimeThatTheClockSkipsInSpringIsLateAndNotLost() {
        assertThat(moments("30 2 * * *", BERLIN, "2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z"))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    void aTimeThatComesTwiceInAutumnCountsOnce() {
        assertThat(moments("30 2 * * *", BERLIN, "2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z"))
                .containsExactly("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void everyHalfHourStaysEveryHalfHourWhenTheClockIsChanged() {
        for (String day : List.of("2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z")) {
            Instant start = Instant.parse(day);
            List<String> expected = new ArrayList<>();
            for (int half = 1; half < 8; half++) {
                expected.add(start.plus(Duration.ofMinutes(30L * half)).toString());
            }

            assertThat(moments("*/30 * * * *", BERLIN, day, expected.getLast())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
    void theLatestMomentIsTheLastOfThoseThatFollowEachOther(ZoneId zone) {
        for (String expression : List.of("7,52 */3 * * *", "30 2 * * *", "15 1-3 * * SUN", "0 3 25 10 *")) {
            Recurrence recurrence = Recurrence.parse(expression, zone);
            Instant base = Instant.parse("2026-03-01T00:00:00Z");
            Instant last = base;
            for (int i = 0; i < 40; i++) {
                Instant next = recurrence.next(last).orElseThrow();

                assertThat(next).as("%s in %s after %s", expression, zone, last).isAfter(last);
                assertThat(recurrence.latest(base, next)).contains(next);
                assertThat(recurrence.latest(last, next.minusSeconds(1)))
                        .as("%s in %s, between %s and %s", expression, zone, last, next)
                        .isEmpty();
                last = next;
            }
        }
    }

    @Test
    void intervalsAreCountedFromTheLastBackup() {
        Recurrence recurrence = Recurrence.parse("@every 30m", ZoneOffset.UTC);
        Instant base = Instant.parse("2026-03-01T00:10:00Z");

        assertThat(recurrence.latest(base, base.plusSeconds(1799))).isEmpty();
        assertThat(recurrence.latest(base, base.plusSeconds(1800))).contains(base.plusSeconds(1800));
        assertThat(recurrence.latest(base, base.plus(Duration.ofHours(10)).plusSeconds(7)))
                .contains(base.plus(Duration.ofHours(10)));
    }

    @ParameterizedTest
    @CsvSource({
        "every night,            neither five cron fields",
        "61 * * * *,             61",
        "* * *,                  neither five cron fields",
        "0 0 0 1 1 *,            neither five cron fields",
        "@reboot,                @reboot",
        "0 0 31 2 *,             is never due",
        "@every,                 is not a duration",
        "@every soon,            \"soon\" is not a duration",
        "@every 10ms,            the shortest interval",
        "CRON_TZ=Mars/Olympus 0 1 * * *, \"Mars/Olympus\" is not a time zone",
        "CRON_TZ=UTC,            neither five cron fields",
    })
    void whatItCannotReadIsRefusedWithAReason(String expression, String reason) {
        assertThatThrownBy(() -> Recurrence.parse(expression, ZoneOffset.UTC))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining(reason);
    }

    private static List<String> moments(String expression, ZoneId zone, String after, String until) {
        Recurrence recurrence = Recurrence.parse(expression, zone);
        List<String> moments = new ArrayList<>();
        Instant next = recurrence.next(Instant.parse(after)).orElseThrow();
        while (!next.isAfter(Instant.parse(until))) {
            moments.add(next.toString());
            next = recurrence.next(next).orElseThrow();
        }
        return moments;
    }
}
