package io.goleta.server.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
    private static final long SOON = 5;

    private final WorkQueue queue = new WorkQueue("test");
    private final BlockingQueue<String> taken = new ArrayBlockingQueue<>(10);
    private final Thread taker = Thread.startVirtualThread(() -> {
        try {
            while (true) {
                taken.put(queue.take());
            }
        } catch (InterruptedException e) {
            // the test is over
        }
    });

    @AfterEach
    void stop() {
        taker.interrupt();
        queue.close();
    }

    @Test
    void handsAKeyToOneTakerAtATime() throws InterruptedException {
        queue.add("a");
        assertThat(taken.poll(SOON, TimeUnit.SECONDS)).isEqualTo("a");
        queue.add("a");
        queue.add("b");
        assertThat(taken.poll(SOON, TimeUnit.SECONDS)).isEqualTo("b");
        assertThat(taken).isEmpty();
    }

    @Test
    void bringsAKeyOnceMoreWhenItWasAddedWhileBeingWorkedOn() throws InterruptedException {
        queue.add("a");
        taken.poll(SOON, TimeUnit.SECONDS);
        queue.add("a");
        queue.add("a");
        queue.succeeded("a");
        assertThat(taken.poll(SOON, TimeUnit.SECONDS)).isEqualTo("a");
        queue.succeeded("a");
        queue.add("end");
        assertThat(taken.poll(SOON, TimeUnit.SECONDS)).isEqualTo("end");
    }

    @Test
    void bringsAFailedKeyAgainAfterPausesThatDoubleUntilItSucceeds() throws InterruptedException {
        queue.add("a");
        taken.poll(SOON, TimeUnit.SECONDS);
        Duration first = queue.failed("a");
        assertThat(taken.poll(SOON, TimeUnit.SECONDS)).isEqualTo("a");
        Duration second = queue.failed("a");
        assertThat(taken.poll(SOON, TimeUnit.SECONDS)).isEqualTo("a");
        queue.succeeded("a");
        queue.add("a");
        taken.poll(SOON, TimeUnit.SECONDS);

        assertThat(second).isEqualTo(first.multipliedBy(2));
        assertThat(queue.failed("a")).isEqualTo(first);
    }

    @Test
    void onlyTheLatestPlanForAKeyCounts() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            queue.addAfter("a", Duration.ofHours(1));
            queue.addAfter("a", Duration.ofMillis(500));
        }
        assertThat(taken.poll(SOON, TimeUnit.SECONDS)).isEqualTo("a");
        queue.succeeded("a");
        queue.addAfter("end", Duration.ofMillis(50));
        assertThat(taken.poll(SOON, TimeUnit.SECONDS)).isEqualTo("end");
    }

    @Test
    void aForgottenKeyDoesNotComeAgain() throws InterruptedException {
        queue.addAfter("a", Duration.ofMillis(500));
        queue.forget("a");
        queue.addAfter("end", Duration.ofMillis(600));
        assertThat(taken.poll(SOON, TimeUnit.SECONDS)).isEqualTo("end");
    }
}
