package io.goleta.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.kube.ApiException;
import io.goleta.spi.error.GoletaException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CallTimeoutTest {
    @Test
    void interruptsACallThatHangs() throws InterruptedException {
        CallTimeout timeout = new CallTimeout(Duration.ZERO);
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThatThrownBy(() -> timeout.call(Duration.ofMillis(20), () -> hang(interrupted)))
                .isInstanceOf(GoletaException.class)
                .hasMessage("the API server did not answer within 20ms."
                        + " Check that it runs and that the kubeconfig points to it.");
        interrupted.await();
    }

    @Test
    void returnsOrThrowsWhatTheCallDoes() {
        ApiException failure = new ApiException(503, "ServiceUnavailable", "later", Optional.empty());

        assertThat(CallTimeout.DEFAULT.call(Duration.ofMinutes(1), () -> "answer"))
                .isEqualTo("answer");
        assertThatThrownBy(() -> CallTimeout.DEFAULT.call(Duration.ofMinutes(1), () -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void endsWhenTheThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> CallTimeout.DEFAULT.call(Duration.ofMinutes(1), () -> hang(new CountDownLatch(1))))
                .hasMessage("interrupted while waiting");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static String hang(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
        return "too late";
    }
}
