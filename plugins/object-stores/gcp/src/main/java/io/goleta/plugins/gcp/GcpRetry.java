package io.goleta.plugins.gcp;

import com.google.api.client.http.HttpResponseException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Tries again what may pass, after as long as the store asks for. */
final class GcpRetry {
    private static final int TRIES = 3;

    private final Patience patience;

    GcpRetry(Patience patience) {
        this.patience = patience;
    }

    /** Something that can be done more than once. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws IOException;
    }

    /**
     * @throws IOException the last one's; a {@link GcpHttpException} where there was an answer
     */
    <T> T make(Attempt<T> attempt) throws IOException {
        Duration pause = patience.pause();
        for (int number = 1; ; number++, pause = pause.multipliedBy(3)) {
            try {
                return withoutUrl(attempt);
            } catch (IOException e) {
                if (Failures.isCancelled(e)) {
                    Thread.currentThread().interrupt();
                    throw e;
                }
                if (number == TRIES || !mayPass(e)) {
                    throw e;
                }
                sleep(e, pause);
            }
        }
    }

    private static <T> T withoutUrl(Attempt<T> attempt) throws IOException {
        try {
            return attempt.make();
        } catch (HttpResponseException e) {
            throw GcpHttpException.of(e);
        } catch (IllegalArgumentException e) {
            throw new IOException("its answer makes no sense", e);
        }
    }

    // Who gives tokens was asked more than once already.
    private static boolean mayPass(IOException e) {
        return switch (e) {
            case GcpHttpException refusal -> refusal.mayPass();
            case NoTokenException _ -> false;
            case SSLException _ -> Failures.first(e, CertificateException.class).isEmpty();
            default -> true;
        };
    }

    private void sleep(IOException failure, Duration pause) throws InterruptedIOException {
        Duration asked = failure instanceof GcpHttpException refusal ? refusal.retryAfter() : Duration.ZERO;
        Duration longer = asked.compareTo(pause) > 0 ? asked : pause;
        try {
            Thread.sleep(longer.compareTo(patience.longestPause()) > 0 ? patience.longestPause() : longer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for another attempt");
        }
    }
}
