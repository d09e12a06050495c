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

/** Which certificates of an object store are believed. */
sealed interface TlsTrust {

    /** Those the Java runtime trusts. */
    record Default() implements TlsTrust {
        @Override
        public void applyTo(HttpsURLConnection connection) {}
    }

    /** Those signed by one of the certificates in this PEM file. */
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

    /** Any, because the user said so. */
    record Anything() implements TlsTrust {
        @Override
        public void applyTo(HttpsURLConnection connection) {
            connection.setSSLSocketFactory(
                    context(new TrustManager[] {new Believer()}).getSocketFactory());
            connection.setHostnameVerifier((host, session) -> true);
        }
    }

    /** Makes the connection believe them. */
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

    /** Extended, so that the runtime adds no checks of its own. */
    final class Believer extends X509ExtendedTrustManager {
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
