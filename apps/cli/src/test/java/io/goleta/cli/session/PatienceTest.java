package io.goleta.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.cli.HastyClock;
import io.goleta.core.kube.ApiException;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final ApiException STUMBLE = new ApiException(503, "ServiceUnavailable", "later", Optional.empty());

    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final Patience patience = new Patience(new HastyClock(Duration.ofSeconds(30)), pauses::add);

    @Test
    void pausesLongerAndLonger() {
        assertThat(patience.until(Duration.ofHours(1), () -> looks.incrementAndGet() > 9))
                .isTrue();

        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(25L, 50L, 100L, 200L, 400L, 800L, 1000L, 1000L, 1000L);
    }

    @Test
    void endsWhenTimeIsUp() {
        assertThat(patience.first(Duration.ofMinutes(1), Optional::empty)).isEmpty();
        assertThat(pauses).hasSizeBetween(1, 2);
    }

    @Test
    void bearsAnApiServerThatStumbles() {
        assertThat(patience.<String>first(() -> {
                    if (looks.incrementAndGet() % 2 == 0) {
                        return Optional.of("end").filter(end -> looks.get() == 20);
                    }
                    throw STUMBLE;
                }))
                .isEqualTo("end");
    }

    @Test
    void tellsWhatIsWrongWhenTheApiServerStumblesForTooLong() {
        GoletaException unreachable = GoletaException.retryable(Fault.CLUSTER, "no answer", STUMBLE);

        assertThatThrownBy(() -> patience.first(() -> {
                    throw unreachable;
                }))
                .isSameAs(unreachable);
        assertThatThrownBy(() -> patience.until(Duration.ofSeconds(1), () -> {
                    throw STUMBLE;
                }))
                .isSameAs(STUMBLE);
    }

    @Test
    void doesNotBearWhatCannotPass() {
        assertThatThrownBy(() -> patience.first(() -> {
                    throw new ApiException(403, "Forbidden", "no", Optional.empty());
                }))
                .hasMessage("no");
        assertThat(pauses).isEmpty();
    }

    @Test
    void givesUpARequestThatHangs() throws InterruptedException {
        Patience hasty = new Patience(Clock.systemUTC(), pauses::add, Duration.ZERO);
        CountDownLatch cancelled = new CountDownLatch(1);

        assertThatThrownBy(() -> hasty.within(Duration.ofMillis(20), () -> hang(cancelled)))
                .isInstanceOf(GoletaException.class)
                .hasMessage("the API server did not answer within 20ms."
                        + " Check that it runs and that the kubeconfig points to it.");
        cancelled.await();
    }

    @Test
    void passesOnWhatACallReturnsOrThrows() {
        assertThat(patience.within(Duration.ofMinutes(1), () -> "answer")).isEqualTo("answer");
        assertThatThrownBy(() -> patience.within(Duration.ofMinutes(1), () -> {
                    throw STUMBLE;
                }))
                .isSameAs(STUMBLE);
    }

    @Test
    void endsWhenTheThreadIsInterrupted() {
        Patience interrupted = new Patience(Clock.systemUTC(), Thread::sleep);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> interrupted.first(Optional::empty)).hasMessage("interrupted while waiting");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThatThrownBy(() -> interrupted.within(Duration.ofMinutes(1), () -> hang(new CountDownLatch(1))))
                .hasMessage("interrupted while waiting");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatWasSaidIsSeenMeanwhile() {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        PrintStream buffered = new PrintStream(new BufferedOutputStream(seen), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(buffered, buffered, new BufferedReader(new StringReader("")), false);
        Environment environment = new Environment(
                terminal, Map.of(), Optional.empty(), Path.of(""), Path.of(""), new HastyClock(Duration.ofSeconds(10)));
        try (Session session = new Session(environment, new GlobalOptions())) {
            buffered.print("Nobody has taken it up yet.");

            assertThat(session.patience().until(Duration.ofMinutes(1), () -> seen.size() > 0))
                    .isTrue();
        }
    }

    private static String hang(CountDownLatch cancelled) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            cancelled.countDown();
        }
        return "too late";
    }
}
