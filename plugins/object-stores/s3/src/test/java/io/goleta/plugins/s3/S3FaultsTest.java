package io.goleta.plugins.s3;

import io.goleta.plugins.stores.Timeouts;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.HttpObjectStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A network and a server that fail, between the SDK and a real server. */
class S3FaultsTest extends HttpObjectStoreContract {
    private static final Timeouts LONG = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), 1 << 20);
    private static final Timeouts SHORT = new Timeouts(Duration.ofSeconds(2), Duration.ofMillis(600), 16 << 20);

    @TempDir
    static Path folder;

    private static S3Server server;

    @BeforeAll
    static void startServer() {
        server = S3Server.start(folder);
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
        return open(url, LONG);
    }

    @Override
    protected ObjectStore createStoreWithShortTimeouts(URI url) {
        return open(url, SHORT);
    }

    private static ObjectStore open(URI url, Timeouts timeouts) {
        try {
            Map<String, String> config = server.settings(folder, server.bucket(), "p");
            config.put("s3Url", url.toString());
            S3Settings settings =
                    S3Settings.of(new PluginConfig("location velero/default", config), TestContext.in(folder));
            return new S3ObjectStore(settings, new S3Connection(settings, timeouts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected String errorBody(int status) {
        String code = switch (status) {
            case 503 -> "SlowDown";
            case 429 -> "TooManyRequests";
            default -> "InternalError";
        };
        return "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>As it says.</Message></Error>";
    }
}
