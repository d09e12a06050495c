package io.goleta.plugins.gcp;

import com.google.api.client.http.HttpResponseException;
import io.goleta.plugins.stores.Causes;
import io.goleta.plugins.stores.RetryPauses;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Retries temporary failures, and honours {@code Retry-After}. */
final class GcpRetry {
    private final RetryPauses pauses;

    GcpRetry(RetryPauses pauses) {
        this.pauses = pauses;
    }

    /** An operation that can be repeated. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws IOException;
    }

    /**
     * @throws IOException of the last attempt; a {@link GcpHttpException} when there was an answer
     */
    <T> T run(Attempt<T> attempt) throws IOException {
        Duration pause = pauses.first();
        for (int number = 1; ; number++, pause = pause.multipliedBy(3)) {
            try {
                return withoutUrl(attempt);
            } catch (IOException e) {
                if (isCancelled(e)) {
                    Thread.currentThread().interrupt();
                    throw e;
                }
                if (number == RetryPauses.ATTEMPTS || !isTemporary(e)) {
                    throw e;
                }
                sleep(e, pause);
            }
        }
    }

    /** Whether the thread was interrupted, also when only the failure shows it. */
    static boolean isCancelled(IOException e) {
        return Thread.currentThread().isInterrupted() || Causes.areInterruption(e);
    }

    private static <T> T withoutUrl(Attempt<T> attempt) throws IOException {
        try {
            return attempt.make();
        } catch (HttpResponseException e) {
            throw GcpHttpException.of(e);
        } catch (IllegalArgumentException e) {
            throw new IOException("the response is malformed", e);
        }
    }

    // Requests for tokens have been retried already.
    private static boolean isTemporary(IOException e) {
        return switch (e) {
            case GcpHttpException answer -> answer.isTemporary();
            case NoTokenException _ -> false;
            case SSLException _ -> !Causes.include(e, CertificateException.class);
            default -> true;
        };
    }

    private void sleep(IOException failure, Duration pause) throws InterruptedIOException {
        Duration asked = failure instanceof GcpHttpException answer ? answer.retryAfter() : Duration.ZERO;
        Duration longer = asked.compareTo(pause) > 0 ? asked : pause;
        try {
            Thread.sleep(pauses.limit(longer));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a retry");
        }
    }
}
