package io.goleta.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Retry retry = new Retry(
                    new ExponentialBackoff(Duration.ofSeconds(1), Duration.ofSeconds(3), 4),
                    e -> e instanceof IllegalStateException)
            .telling((number, failure) -> told.add(number + " " + failure.getMessage()))
            .sleeping(pauses::add);

    @Test
    void succeedsAtOnce() {
        assertThat(retry.<String>call(number -> "attempt " + number)).isEqualTo("attempt 1");
        assertThat(pauses).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void triesAgainAfterGrowingPauses() {
        assertThat(retry.<Integer>call(number -> failUntil(4, number))).isEqualTo(4);

        assertThat(told).containsExactly("1 attempt 1", "2 attempt 2", "3 attempt 3");
        assertThat(pauses).hasSize(3);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(pauses.get(2)).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(3));
    }

    @Test
    void throwsWhatTheLastAttemptThrew() {
        assertThatThrownBy(() -> retry.call(number -> failUntil(5, number))).hasMessage("attempt 4");
        assertThat(told).hasSize(3);
    }

    @Test
    void doesNotRetryWhatWillFailAgain() {
        assertThatThrownBy(() -> retry.call(number -> {
                    throw new IllegalArgumentException("never");
                }))
                .hasMessage("never");
        assertThat(told).isEmpty();
    }

    @Test
    void immediateAttemptsHaveNoPauses() {
        Retry immediate = new Retry(ExponentialBackoff.immediate(3), e -> true).sleeping(pauses::add);

        assertThat(immediate.<Integer>call(number -> failUntil(3, number))).isEqualTo(3);
        assertThat(pauses).containsOnly(Duration.ZERO);
    }

    @Test
    void anInterruptEndsTheAttempts() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> retry.sleeping(Sleeper.THREAD).call(number -> failUntil(5, number)))
                .hasMessage("attempt 1");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static int failUntil(int success, int number) {
        if (number < success) {
            throw new IllegalStateException("attempt " + number);
        }
        return number;
    }
}
