package io.goleta.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
    private final AdaptiveLimit limit = new AdaptiveLimit(new ConcurrencyEstimate(4, 4, 4), System::nanoTime);

    @Test
    void neverLetsMoreRunThanAllowed() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                threads.submit(() -> {
                    AdaptiveLimit.Permit permit = limit.acquire();
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    running.decrementAndGet();
                    permit.answered("GET pods");
                    return null;
                });
            }
        }

        assertThat(most.get()).isBetween(1, 4);
    }

    @Test
    void aWaitingRequestCanBeInterrupted() throws Exception {
        for (int i = 0; i < 4; i++) {
            limit.acquire();
        }
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                limit.acquire();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });

        waiting.interrupt();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCancelledRequestMakesRoomForAnother() throws Exception {
        AdaptiveLimit.Permit first = limit.acquire();
        for (int i = 0; i < 3; i++) {
            limit.acquire();
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<AdaptiveLimit.Permit> next = threads.submit(limit::acquire);

            first.cancelled();

            assertThat(next.get(10, TimeUnit.SECONDS)).isNotNull();
        }
    }
}
