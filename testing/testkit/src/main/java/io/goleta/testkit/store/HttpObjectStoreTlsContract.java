package io.goleta.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.http.ServerCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an {@link ObjectStore} that is reached by HTTPS has to do with certificates, as tests: it trusts the CA of {@code caCert}, no
 * unknown one, and no certificate for a different host. Extend it, and start a server with {@link #certificate()} in a
 * {@code @BeforeAll} method.
 */
public abstract class HttpObjectStoreTlsContract {
    @TempDir
    private static Path certificates;

    private static ServerCertificate certificate = new ServerCertificate(Path.of("none"));

    /** The certificate for the server; its own CA. */
    protected static ServerCertificate certificate() {
        return certificate;
    }

    /** Where the server listens: {@code https://localhost:...}. */
    protected abstract URI server();

    /**
     * A store over a bucket of the server.
     *
     * @param url where it reaches the server
     * @param settings more settings of the location: none, or {@code caCert}
     */
    protected abstract ObjectStore createStore(URI url, Map<String, String> settings);

    @BeforeAll
    static void createCertificate() {
        certificate = ServerCertificate.create(certificates);
    }

    @Test
    protected void refusesAnUnknownCa() {
        GoletaException failure = failure(createStore(server(), Map.of()));

        assertThat(failure)
                .hasMessageContaining("certificate")
                .hasMessageContaining("unknown CA")
                .hasMessageContaining("caCert");
        assertThat(failure.fault()).isEqualTo(Fault.USER);
        assertThat(failure.isRetryable()).isFalse();
    }

    @Test
    protected void trustsTheCaOfTheLocation() {
        try (ObjectStore store = createStore(server(), Map.of("caCert", certificate.pem()))) {
            store.check();
        }
    }

    @Test
    protected void refusesACertificateForADifferentHost() {
        URI url = URI.create(server().toString().replace("localhost", "127.0.0.1"));

        GoletaException failure = failure(createStore(url, Map.of("caCert", certificate.pem())));

        assertThat(failure).hasMessageContaining("certificate is for a different host");
        assertThat(failure.fault()).isEqualTo(Fault.USER);
    }

    @Test
    protected void refusesAnInvalidCaCert() {
        assertThatThrownBy(() -> {
                    try (ObjectStore store = createStore(server(), Map.of("caCert", "no certificate"))) {
                        store.check();
                    }
                })
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining("caCert");
    }

    private static GoletaException failure(ObjectStore opened) {
        try (ObjectStore store = opened) {
            return catchThrowableOfType(GoletaException.class, store::check);
        }
    }
}
