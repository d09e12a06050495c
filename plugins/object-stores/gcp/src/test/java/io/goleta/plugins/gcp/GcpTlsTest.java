package io.goleta.plugins.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.goleta.plugins.gcp.server.GcsServer;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcpTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static GcsServer server;
    private static String pem = "";

    private Location location;

    @BeforeAll
    static void startServer() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        X509Certificate certificate = certificate(keys);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", keys.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        server = GcsServer.startTls(tls);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void nameBucket() {
        location = Location.in(server, folder);
    }

    @Test
    void refusesAnAuthorityThatItDoesNotKnow() {
        GoletaException failure = failure();

        assertThat(failure)
                .hasMessageContaining("is of an authority that we do not know")
                .hasMessageContaining("caCert of the location");
        assertThat(failure.fault()).isEqualTo(Fault.USER);
        assertThat(failure.isRetryable()).isFalse();
    }

    @Test
    void trustsTheAuthorityOfTheLocation() {
        location.with("caCert", pem);

        try (ObjectStore store = location.open()) {
            store.check();
        }
    }

    @Test
    void refusesACertificateForAnotherHost() {
        location.with("caCert", pem);
        location.with("storeEndpoint", server.url().toString().replace("localhost", "127.0.0.1"));

        assertThat(failure()).hasMessageContaining("its certificate is for another host");
    }

    @Test
    void refusesAnAuthorityThatIsNone() {
        location.with("caCert", "no certificate");

        try (ObjectStore store = location.open()) {
            assertThatThrownBy(store::check).hasMessageContaining("caCert of the storage location cannot be used");
        }
    }

    private GoletaException failure() {
        try (ObjectStore store = location.open()) {
            return catchThrowableOfType(GoletaException.class, store::check);
        }
    }

    private static X509Certificate certificate(KeyPair keys) throws Exception {
        X500Principal name = new X500Principal("CN=localhost");
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(now.minusSeconds(3600)),
                Date.from(now.plusSeconds(3600)),
                name,
                keys.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }
}
