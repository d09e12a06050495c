package io.goleta.plugins.s3;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.HttpObjectStoreTlsContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3TlsTest extends HttpObjectStoreTlsContract {
    @TempDir
    static Path folder;

    private static S3Server server;

    @BeforeAll
    static void startServer() {
        server = S3Server.startSecure(folder, certificate());
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
    protected ObjectStore createStore(URI url, Map<String, String> settings) {
        try {
            Map<String, String> all = server.settings(folder, server.bucket(), "");
            all.put("s3Url", url.toString());
            all.putAll(settings);
            return new S3ObjectStoreFactory()
                    .create(new PluginConfig("location velero/default", all), TestContext.in(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void verifiesNoCertificateWithInsecureSkipTlsVerify() {
        URI url = URI.create(server().toString().replace("localhost", "127.0.0.1"));

        try (ObjectStore store = createStore(url, Map.of("insecureSkipTLSVerify", "true"))) {
            store.check();
        }
    }
}
