package io.goleta.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class BoundedExecutorTest {

    @Test
    void runsAsManyTasksAtOnceAsItHasMembers() throws InterruptedException {
        CountDownLatch allThere = new CountDownLatch(3);
        try (BoundedExecutor crew = new BoundedExecutor(3)) {
            for (int i = 0; i < 3; i++) {
                crew.submit(() -> {
                    allThere.countDown();
                    await(allThere);
                });
            }
            crew.join();
        }
        assertThat(allThere.getCount()).isZero();
    }

    @Test
    void neverRunsMoreTasksAtOnce() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (BoundedExecutor crew = new BoundedExecutor(2)) {
            for (int i = 0; i < 200; i++) {
                crew.submit(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    running.decrementAndGet();
                });
            }
            crew.join();
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void tasksUnderWayNeverTakeMoreMemoryThanTheyMay() {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        MemoryBudget budget = MemoryBudget.ofBytes(100 << 10);
        try (BoundedExecutor crew = new BoundedExecutor(8, 100, budget)) {
            for (int i = 0; i < 200; i++) {
                int bytes = (i % 7 * 10) << 10;
                crew.submit(bytes, () -> {
                    most.accumulateAndGet(taken.addAndGet(bytes), Math::max);
                    Thread.yield();
                    taken.addAndGet(-bytes);
                });
            }
            crew.join();
        }
        assertThat(most.get()).isBetween(60 << 10, 100 << 10);
    }

    @Test
    void aTaskLargerThanTheMemoryOfAllRunsAlone() {
        AtomicInteger done = new AtomicInteger();
        BoundedExecutor.forEach(
                Stream.of(1L << 40, 5L, 1L << 20, 1L << 40),
                4,
                MemoryBudget.ofBytes(1 << 20),
                bytes -> bytes,
                bytes -> done.incrementAndGet());
        assertThat(done).hasValue(4);
    }

    @Test
    void takesMoreTasksThanItRunsWhereSomeMayWait() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        try (BoundedExecutor crew = new BoundedExecutor(1, 10)) {
            for (int i = 0; i < 11; i++) {
                crew.submit(() -> {
                    started.incrementAndGet();
                    await(end);
                });
            }

            assertThat(started.get()).isLessThanOrEqualTo(1);
            end.countDown();
            crew.join();
            assertThat(started).hasValue(11);
        }
    }

    @Test
    void joinWaitsForEveryTask() {
        AtomicInteger done = new AtomicInteger();
        try (BoundedExecutor crew = new BoundedExecutor(4)) {
            for (int i = 0; i < 1_000; i++) {
                crew.submit(done::incrementAndGet);
            }
            crew.join();

            assertThat(done).hasValue(1_000);
        }
    }

    @Test
    void whatATaskThrowsEndsTheWork() {
        try (BoundedExecutor crew = new BoundedExecutor(2)) {
            crew.submit(() -> {
                throw new StackOverflowError();
            });

            assertThatThrownBy(crew::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(StackOverflowError.class);
            assertThatThrownBy(() -> crew.submit(() -> {})).isInstanceOf(CompletionException.class);
        }
    }

    @Test
    void whoeverWaitsLearnsWhetherARetryMayHelp() {
        GoletaException away = GoletaException.retryable(Fault.CLUSTER, "the API server is away", null);
        assertThatThrownBy(() -> BoundedExecutor.forEach(Stream.of(1, 2, 3), 2, number -> {
                    throw away;
                }))
                .isSameAs(away);
    }

    @Test
    void forEachReturnsWhenAllIsDone() {
        AtomicInteger sum = new AtomicInteger();
        BoundedExecutor.forEach(IntStream.rangeClosed(1, 100).boxed(), 7, sum::addAndGet);
        assertThat(sum).hasValue(5050);
    }

    @Test
    void closingInterruptsWhatStillRunsAndWaitsForIt() {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        try (BoundedExecutor crew = new BoundedExecutor(1)) {
            crew.submit(() -> {
                started.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
            });
            await(started);
        }
        assertThat(interrupted).isTrue();
    }

    @Test
    void anInterruptedCallerGetsAnErrorThatARetryMends() {
        try (BoundedExecutor crew = new BoundedExecutor(1)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> crew.submit(() -> {}))
                    .isInstanceOfSatisfying(
                            GoletaException.class,
                            e -> assertThat(e.isRetryable()).isTrue());
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
