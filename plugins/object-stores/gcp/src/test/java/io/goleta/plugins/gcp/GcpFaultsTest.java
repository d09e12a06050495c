package io.goleta.plugins.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.goleta.plugins.gcp.server.GcsServer;
import io.goleta.plugins.stores.RetryPauses;
import io.goleta.plugins.stores.Timeouts;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.HttpObjectStoreContract;
import io.goleta.testkit.store.PatternStream;
import io.goleta.testkit.store.http.FaultyProxy;
import io.goleta.testkit.store.http.HttpFault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network and a server that fail, between the SDK and a server that speaks Google's protocol. */
class GcpFaultsTest extends HttpObjectStoreContract {
    private static final Timeouts LONG = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), 1 << 20);
    private static final Timeouts SHORT = new Timeouts(Duration.ofSeconds(2), Duration.ofMillis(600), 16 << 20);
    private static final RetryPauses PAUSES = new RetryPauses(Duration.ofMillis(20), Duration.ofSeconds(5));

    @TempDir
    static Path folder;

    private static GcsServer server;

    @BeforeAll
    static void startServer() {
        server = GcsServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected URI server() {
        return server.url();
    }

    @Override
    protected ObjectStore createStore(URI url) {
        return Location.in(server, folder, url).with("prefix", "p").open(LONG, PAUSES);
    }

    @Override
    protected ObjectStore createStoreWithShortTimeouts(URI url) {
        return Location.in(server, folder, url).with("prefix", "p").open(SHORT, PAUSES);
    }

    @Override
    protected String errorBody(int status) {
        return "{\"error\": {\"code\": " + status + ", \"message\": \"As it says.\", \"errors\": [{\"reason\": \""
                + (status == 429 ? "rateLimitExceeded" : "backendError") + "\"}]}}";
    }

    @Test
    void goesOnWhereAChunkBrokeOff() {
        long size = 3L * GcpUpload.CHUNK + 5;
        proxy().breakNext(2, HttpFault.cutRequest(3 << 20), "PUT");

        store().put("large", new PatternStream(size), -1);

        assertThat(proxy().broken()).isEqualTo(2);
        assertThat(store().head("large").map(ObjectInfo::size)).contains(size);
    }

    @Test
    void asksWhetherTheLastChunkCameWhenItsAnswerIsLost() {
        long size = GcpUpload.CHUNK + 5;
        proxy().breakNext(1, HttpFault.cutResponse(0), "PUT");
        proxy().breakNext(1, HttpFault.cutResponse(10), "PUT");

        store().put("large", new PatternStream(size), -1);

        assertThat(store().head("large").map(ObjectInfo::size)).contains(size);
    }

    @Test
    void limitsThePauseThatTheServerAsksFor() {
        proxy().breakNext(1, HttpFault.answer(503, Map.of("Retry-After", "3600"), errorBody(503)));

        try (ObjectStore store = createStore(pausesUpTo(Duration.ofMillis(50)))) {
            assertTimeoutPreemptively(timeLimit(), () -> store.head("a"));
        }
    }

    @Test
    void canBeCancelledDuringThePauseThatTheServerAsksFor() throws InterruptedException {
        proxy().breakNext(1, HttpFault.answer(503, Map.of("Retry-After", "3600"), errorBody(503)));
        AtomicReference<GoletaException> thrown = new AtomicReference<>();

        try (ObjectStore store = createStore(pausesUpTo(Duration.ofHours(1)))) {
            Thread caller = Thread.ofVirtual()
                    .start(() -> thrown.set(catchThrowableOfType(GoletaException.class, () -> store.head("a"))));
            proxy().awaitBroken(1);
            await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
            caller.interrupt();

            assertThat(caller.join(timeLimit())).isTrue();
        }

        assertThat(thrown.get()).isInstanceOfSatisfying(GoletaException.class, e -> {
            assertThat(e).hasMessageContaining("it was cancelled");
            assertThat(e.isRetryable()).isTrue();
        });
    }

    @Test
    void canBeCancelledWhileABodyIsSent() throws InterruptedException {
        proxy().breakNext(FaultyProxy.ALL, HttpFault.silence());
        AtomicReference<GoletaException> thrown = new AtomicReference<>();
        Thread caller = Thread.ofVirtual()
                .start(() -> thrown.set(catchThrowableOfType(
                        GoletaException.class, () -> store().put("large", new PatternStream(20 << 20), 20 << 20))));
        proxy().awaitBroken(1);
        caller.interrupt();

        assertThat(caller.join(timeLimit())).isTrue();
        assertThat(thrown.get()).hasMessageContaining("it was cancelled");
    }

    private ObjectStore createStore(RetryPauses pauses) {
        return Location.in(server, folder, proxy().url()).open(LONG, pauses);
    }

    private static RetryPauses pausesUpTo(Duration longest) {
        return new RetryPauses(Duration.ofMillis(1), longest);
    }
}
