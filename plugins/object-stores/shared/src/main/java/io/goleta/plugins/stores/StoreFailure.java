package io.goleta.plugins.stores;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Turns what a client throws into one sentence for the user. Each store adds its own errors. */
public abstract class StoreFailure {
    /** Where users keep the credentials of a location. */
    public static final String SECRET = "the location's Secret (cloud-credentials, unless it names its own)";

    protected static final String TIMEOUT = "the store did not answer in time";
    protected static final String CANCELLED = "it was cancelled";

    private final String start;
    private final Exception cause;

    /**
     * @param start of the sentence; the reason follows
     */
    protected StoreFailure(String start, Exception cause) {
        this.start = start;
        this.cause = cause;
    }

    /**
     * The start of the sentence.
     *
     * @param doing to be read after "Could not": {@code store backups/daily/daily.tar.gz}
     * @param where the bucket
     */
    protected static String couldNot(String doing, String where) {
        return "Could not " + doing + " in " + where + ": ";
    }

    protected final String start() {
        return start;
    }

    /**
     * The failure of a connection, if it is one.
     *
     * @param hostSettings from which the host's name is made
     * @param urlSetting that holds the store's address
     */
    protected final Optional<GoletaException> ofConnection(String hostSettings, String urlSetting) {
        Optional<SSLException> tls = Causes.first(cause, SSLException.class);
        if (tls.isPresent()) {
            return Optional.of(ofTls(Causes.firstLine(tls.get()), urlSetting));
        }
        if (Causes.include(cause, UnknownHostException.class)
                || Causes.include(cause, UnresolvedAddressException.class)) {
            return Optional.of(retryable("its host name cannot be resolved; if this persists, correct " + hostSettings
                    + " in the location's config"));
        }
        if (isTimeout(cause)) {
            return Optional.of(retryable(TIMEOUT));
        }
        return Causes.include(cause, ConnectException.class)
                ? Optional.of(retryable("cannot connect; is the store running, and do network policies allow it?"))
                : Optional.empty();
    }

    protected static boolean isTimeout(Throwable e) {
        return Causes.include(e, SocketTimeoutException.class)
                || Causes.include(e, HttpTimeoutException.class)
                || Causes.include(e, TimeoutException.class);
    }

    /** Whether TLS failed because of the authority that signed the certificate. */
    protected static boolean isUnknownAuthority(String tlsReason) {
        return tlsReason.contains("certification path") || tlsReason.contains("PKIX");
    }

    private GoletaException ofTls(String reason, String urlSetting) {
        if (isUnknownAuthority(reason)) {
            return user("certificate signed by an unknown CA; set the CA certificate in caCert of the location");
        }
        return reason.contains("subject alternative") || reason.contains("No name matching")
                ? user("its certificate is for a different host (" + reason + "); correct " + urlSetting
                        + " in the location's config")
                : retryable("the TLS handshake failed (" + reason + ")");
    }

    protected final GoletaException user(String reason) {
        return new GoletaException(Fault.USER, start + reason, cause);
    }

    protected final GoletaException storage(String reason) {
        return new GoletaException(Fault.STORAGE, start + reason, cause);
    }

    protected final GoletaException retryable(String reason) {
        return GoletaException.retryable(Fault.STORAGE, start + reason, cause);
    }
}
