package io.goleta.server.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationWatchTest {
    private static final Duration SOON = Duration.ofMillis(1);

    @Test
    void stopsWorkThatNobodyWantsAnyMore() {
        try (CancellationWatch watch = new CancellationWatch(() -> Optional.of("the backup is over"), SOON)) {
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> Thread.sleep(Duration.ofMinutes(1)));
            assertThat(watch.end()).contains("the backup is over");
        }
    }

    @Test
    void leavesNoInterruptionBehind() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        try (CancellationWatch watch = new CancellationWatch(
                () -> {
                    asked.countDown();
                    return Optional.of("over");
                },
                SOON)) {
            asked.await();
        } catch (InterruptedException e) {
            assertThat(asked.getCount()).isZero();
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void workGoesOnWhileNobodyCanBeAsked() throws InterruptedException {
        AtomicInteger times = new AtomicInteger();
        CountDownLatch asked = new CountDownLatch(3);
        try (CancellationWatch watch = new CancellationWatch(
                () -> {
                    asked.countDown();
                    if (times.incrementAndGet() < 3) {
                        throw GoletaException.retryable(Fault.CLUSTER, "the API server is away", null);
                    }
                    return Optional.empty();
                },
                SOON)) {
            asked.await();
            assertThat(watch.end()).isEmpty();
        }
    }
}
