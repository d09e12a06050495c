package io.goleta.plugins.stores;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The certificate authorities of a location; as in Velero, they replace those of the machine. */
public final class CaCertificates {
    private CaCertificates() {}

    /**
     * @param pem one certificate or more
     * @throws GoletaException USER when it is invalid
     */
    public static SSLContext context(String pem) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(pem), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /**
     * @param pem one certificate or more
     * @throws GoletaException USER when it is invalid
     */
    public static TrustManager[] trustManagers(String pem) {
        try {
            Collection<? extends Certificate> authorities = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)));
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate authority : authorities) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            if (number == 0) {
                throw new GeneralSecurityException("there is no certificate in it");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(e);
        }
    }

    private static GoletaException unusable(Exception e) {
        return new GoletaException(
                Fault.USER,
                "caCert of the storage location is invalid (" + e.getMessage()
                        + "); it must be one or more certificates in PEM",
                e);
    }
}
