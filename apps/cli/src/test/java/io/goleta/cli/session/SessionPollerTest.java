package io.goleta.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.kube.ApiException;
import io.goleta.core.run.Poller;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.testkit.TestClock;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How commands wait; {@code Poller} itself is tested in core. */
class SessionPollerTest {
    private static final ApiException UNAVAILABLE =
            new ApiException(503, "ServiceUnavailable", "later", Optional.empty());

    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicInteger checks = new AtomicInteger();
    private final Poller poller = Session.poller(clock(Duration.ofSeconds(30)), pauses::add);

    @Test
    void toleratesAnApiServerThatFailsForAWhile() {
        assertThat(poller.<String>first(() -> {
                    if (checks.incrementAndGet() % 2 == 0) {
                        return Optional.of("end").filter(end -> checks.get() == 20);
                    }
                    throw UNAVAILABLE;
                }))
                .isEqualTo("end");
    }

    @Test
    void reportsAnApiServerThatFailsForTooLong() {
        GoletaException unreachable = GoletaException.retryable(Fault.CLUSTER, "no answer", UNAVAILABLE);

        assertThatThrownBy(() -> poller.first(() -> {
                    throw unreachable;
                }))
                .isSameAs(unreachable);
        assertThatThrownBy(() -> poller.until(Duration.ofSeconds(1), () -> {
                    throw UNAVAILABLE;
                }))
                .isSameAs(UNAVAILABLE);
    }

    @Test
    void reportsPermanentErrorsAtOnce() {
        assertThatThrownBy(() -> poller.first(() -> {
                    throw new ApiException(403, "Forbidden", "no", Optional.empty());
                }))
                .hasMessage("no");
        assertThat(pauses).isEmpty();
    }

    @Test
    void flushesTheOutputBeforeEachPause() {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        PrintStream buffered = new PrintStream(new BufferedOutputStream(seen), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(buffered, buffered, new BufferedReader(new StringReader("")), false);
        Environment environment = new Environment(
                terminal, Map.of(), Optional.empty(), Path.of(""), Path.of(""), clock(Duration.ofSeconds(10)));
        try (Session session = new Session(environment, new GlobalOptions())) {
            buffered.print("The server has not picked up the backup yet.");

            assertThat(session.poller().until(Duration.ofMinutes(1), () -> seen.size() > 0))
                    .isTrue();
        }
    }

    private static Clock clock(Duration step) {
        return TestClock.ticking(Instant.parse("2022-08-01T12:00:00Z"), step);
    }
}
