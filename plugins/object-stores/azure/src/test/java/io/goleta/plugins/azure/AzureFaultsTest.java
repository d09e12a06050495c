package io.goleta.plugins.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

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
    private static final Patience ENOUGH = new Patience(
            Duration.ofSeconds(10), Duration.ofSeconds(10), 1 << 20, Duration.ofMillis(20), Duration.ofSeconds(5));
    private static final Patience LITTLE = new Patience(
            Duration.ofSeconds(2), Duration.ofMillis(600), 16 << 20, Duration.ofMillis(20), Duration.ofSeconds(5));

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
        return open(url, ENOUGH);
    }

    @Override
    protected ObjectStore createImpatientStore(URI url) {
        return open(url, LITTLE);
    }

    private static ObjectStore open(URI url, Patience patience) {
        Map<String, String> config = server.settings(folder, server.container().getBlobContainerName(), "p");
        config.put("storageAccountURI", url.toString());
        AzureSettings settings =
                AzureSettings.of(new PluginConfig("location velero/default", config), TestContext.in(folder));
        return new AzureObjectStore(settings, new AzureConnection(settings, patience));
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
    void waitsNoLongerThanItsOwnPatienceWhateverTheServerAsks() {
        proxy().breakNext(1, HttpFault.answer(503, Map.of("Retry-After", "3600"), errorBody(503)));

        try (ObjectStore store = open(proxy().url(), withPauses(Duration.ofMillis(50)))) {
            assertTimeoutPreemptively(patience(), () -> store.head("a"));
        }
    }

    @Test
    void canBeCancelledWhileTheServerHasItWait() throws InterruptedException {
        proxy().breakNext(1, HttpFault.answer(503, Map.of("Retry-After", "3600"), errorBody(503)));
        AtomicReference<GoletaException> thrown = new AtomicReference<>();

        try (ObjectStore store = open(proxy().url(), withPauses(Duration.ofHours(1)))) {
            Thread caller = Thread.ofVirtual()
                    .start(() -> thrown.set(catchThrowableOfType(GoletaException.class, () -> store.head("a"))));
            while (caller.getState() != Thread.State.TIMED_WAITING || proxy().broken() == 0) {
                Thread.onSpinWait();
            }
            caller.interrupt();

            assertThat(caller.join(patience())).isTrue();
        }

        assertThat(thrown.get()).isInstanceOfSatisfying(GoletaException.class, e -> {
            assertThat(e).hasMessageContaining("it was cancelled");
            assertThat(e.isRetryable()).isTrue();
        });
    }

    private static Patience withPauses(Duration longest) {
        return new Patience(
                ENOUGH.connecting(), ENOUGH.silence(), ENOUGH.bytesPerSecond(), Duration.ofMillis(1), longest);
    }
}
