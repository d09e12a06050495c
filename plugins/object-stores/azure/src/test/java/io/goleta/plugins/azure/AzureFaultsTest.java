package io.goleta.plugins.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.goleta.plugins.stores.RetryPauses;
import io.goleta.plugins.stores.Timeouts;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.HttpObjectStoreContract;
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

/** A network and a server that fail, between the SDK and a real server. */
@WithAzurite
class AzureFaultsTest extends HttpObjectStoreContract {
    private static final Timeouts LONG = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), 1 << 20);
    private static final Timeouts SHORT = new Timeouts(Duration.ofSeconds(2), Duration.ofMillis(600), 16 << 20);
    private static final RetryPauses PAUSES = new RetryPauses(Duration.ofMillis(20), Duration.ofSeconds(5));

    @TempDir
    static Path folder;

    private static AzureServer server;

    @BeforeAll
    static void startServer() {
        server = AzureServer.start(folder);
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
        return open(url, LONG, PAUSES);
    }

    @Override
    protected ObjectStore createStoreWithShortTimeouts(URI url) {
        return open(url, SHORT, PAUSES);
    }

    private static ObjectStore open(URI url, Timeouts timeouts, RetryPauses pauses) {
        Map<String, String> config = server.settings(folder, server.container().getBlobContainerName(), "p");
        config.put("storageAccountURI", url.toString());
        AzureSettings settings =
                AzureSettings.of(new PluginConfig("location velero/default", config), TestContext.in(folder));
        return new AzureObjectStore(settings, new AzureConnection(settings, timeouts, pauses));
    }

    @Override
    protected String errorBody(int status) {
        String code = switch (status) {
            case 503 -> "ServerBusy";
            case 429 -> "TooManyRequests";
            default -> "InternalError";
        };
        return "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>As it says.</Message></Error>";
    }

    @Test
    void limitsThePauseThatTheServerAsksFor() {
        proxy().breakNext(1, HttpFault.answer(503, Map.of("Retry-After", "3600"), errorBody(503)));

        try (ObjectStore store = open(proxy().url(), LONG, pausesUpTo(Duration.ofMillis(50)))) {
            assertTimeoutPreemptively(timeLimit(), () -> store.head("a"));
        }
    }

    @Test
    void canBeCancelledDuringThePauseThatTheServerAsksFor() throws InterruptedException {
        proxy().breakNext(1, HttpFault.answer(503, Map.of("Retry-After", "3600"), errorBody(503)));
        AtomicReference<GoletaException> thrown = new AtomicReference<>();

        try (ObjectStore store = open(proxy().url(), LONG, pausesUpTo(Duration.ofHours(1)))) {
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

    private static RetryPauses pausesUpTo(Duration longest) {
        return new RetryPauses(Duration.ofMillis(1), longest);
    }
}
