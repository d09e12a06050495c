package io.goleta.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollerTest {
    private static final GoletaException STUMBLE = GoletaException.retryable(Fault.CLUSTER, "later", null);

    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicInteger checks = new AtomicInteger();
    private final TestClock clock = TestClock.at(Instant.EPOCH);
    private final Poller poller = new Poller(clock, length -> {
        pauses.add(length);
        clock.advance(length);
    });

    @Test
    void pausesLongerAndLonger() {
        assertThat(poller.until(Duration.ofHours(1), () -> checks.incrementAndGet() == 10))
                .isTrue();
        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(25L, 50L, 100L, 200L, 400L, 800L, 1000L, 1000L, 1000L);
    }

    @Test
    void checksBeforeItPausesAndAfterTheDeadline() {
        assertThat(poller.until(Duration.ZERO, () -> checks.incrementAndGet() == 1))
                .isTrue();
        assertThat(pauses).isEmpty();

        assertThat(poller.until(Duration.ofMillis(60), () -> checks.incrementAndGet() == 4))
                .isTrue();
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plusMillis(75));
    }

    @Test
    void givesUpAtTheDeadline() {
        assertThat(poller.until(clock.instant().plusSeconds(10), () -> false)).isFalse();
        assertThat(poller.first(Duration.ofSeconds(1), Optional::empty)).isEmpty();
        assertThat(clock.instant()).isBetween(Instant.EPOCH.plusSeconds(11), Instant.EPOCH.plusSeconds(13));
    }

    @Test
    void anExceptionEndsTheWait() {
        assertThatThrownBy(() -> poller.until(Duration.ofHours(1), () -> {
                    throw STUMBLE;
                }))
                .isSameAs(STUMBLE);
        assertThat(pauses).isEmpty();
    }

    @Test
    void toleratesTransientExceptions() {
        Poller tolerant = poller.tolerating(Duration.ofMinutes(2), e -> e == STUMBLE);

        assertThat(tolerant.<String>first(() -> {
                    if (checks.incrementAndGet() % 2 == 0) {
                        throw STUMBLE;
                    }
                    return Optional.of("end").filter(end -> checks.get() == 21);
                }))
                .isEqualTo("end");
        assertThatThrownBy(() -> tolerant.first(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
    }

    @Test
    void doesNotTolerateThemForLongerThanTheOutage() {
        Poller tolerant = poller.tolerating(Duration.ofMinutes(2), e -> true);

        assertThatThrownBy(() -> tolerant.first(() -> {
                    throw STUMBLE;
                }))
                .isSameAs(STUMBLE);
        assertThat(clock.instant()).isBetween(Instant.EPOCH.plusSeconds(120), Instant.EPOCH.plusSeconds(123));
    }

    @Test
    void doesNotTolerateThemAfterTheDeadline() {
        assertThatThrownBy(
                        () -> poller.tolerating(Duration.ofHours(1), e -> true).until(Duration.ofSeconds(5), () -> {
                            throw STUMBLE;
                        }))
                .isSameAs(STUMBLE);
        assertThat(clock.instant()).isBefore(Instant.EPOCH.plusSeconds(8));
    }

    @Test
    void anInterruptEndsTheWait() {
        Poller interrupted = new Poller(clock);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> interrupted.until(Duration.ofHours(1), () -> false))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.isRetryable()).isTrue());
        assertThat(Thread.interrupted()).isTrue();
    }
}
