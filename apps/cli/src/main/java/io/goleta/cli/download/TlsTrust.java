package io.goleta.cli.download;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** The certificates of object stores that are trusted. */
sealed interface TlsTrust {

    /** The CAs of the Java runtime. */
    record Default() implements TlsTrust {
        @Override
        public void applyTo(HttpsURLConnection connection) {}
    }

    /** The CAs in a PEM file. */
    record Bundle(Path file) implements TlsTrust {
        @Override
        public void applyTo(HttpsURLConnection connection) {
            connection.setSSLSocketFactory(context(managers()).getSocketFactory());
        }

        private TrustManager[] managers() {
            try (InputStream pem = Files.newInputStream(file)) {
                Collection<? extends Certificate> certificates =
                        CertificateFactory.getInstance("X.509").generateCertificates(pem);
                KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                int number = 0;
                for (Certificate certificate : certificates) {
                    store.setCertificateEntry("ca-" + number++, certificate);
                }
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(store);
                return factory.getTrustManagers();
            } catch (IOException | GeneralSecurityException e) {
                throw new GoletaException(
                        Fault.USER, "the certificates in " + file + " cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** No verification, as requested by the user. */
    record Insecure() implements TlsTrust {
        @Override
        public void applyTo(HttpsURLConnection connection) {
            connection.setSSLSocketFactory(
                    context(new TrustManager[] {new AnyCertificate()}).getSocketFactory());
            connection.setHostnameVerifier((host, session) -> true);
        }
    }

    /** Configures the connection accordingly. */
    void applyTo(HttpsURLConnection connection);

    private static SSLContext context(TrustManager[] managers) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** An extended manager, so that the runtime adds no checks. */
    final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
