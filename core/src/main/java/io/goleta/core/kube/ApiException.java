package io.goleta.core.kube;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Duration;
import java.util.Optional;

/**
 * The API server refused a request; its fault is always {@link Fault#CLUSTER}, and 429 and 5xx are retryable. Everything else
 * that can go wrong (no connection, a broken response) is a plain {@link GoletaException}.
 */
public final class ApiException extends GoletaException {
    private static final long serialVersionUID = 1L;
    private static final int TOO_MANY_REQUESTS = 429;

    private final int code;
    private final String reason;
    private final transient Optional<Duration> retryAfter;

    /**
     * @param reason of the Status object: {@code AlreadyExists}, {@code Conflict}, ...; may be empty
     * @param message the server's sentence
     */
    public ApiException(int code, String reason, String message, Optional<Duration> retryAfter) {
        super(Fault.CLUSTER, code == TOO_MANY_REQUESTS || code >= 500, message, null);
        this.code = code;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status. */
    public int code() {
        return code;
    }

    /** {@code AlreadyExists}, {@code NotFound}, {@code Conflict}, ...; may be empty. */
    public String reason() {
        return reason;
    }

    /** How long the server asked us to wait. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** There is an object of this name already. */
    public boolean isAlreadyExists() {
        return code == 409 && reason.equals("AlreadyExists");
    }

    /** The object was changed in between. */
    public boolean isConflict() {
        return code == 409 && !isAlreadyExists();
    }

    /** The object, or its whole resource, does not exist. */
    public boolean isNotFound() {
        return code == 404;
    }

    /** The server is overloaded and did not act on the request. */
    public boolean isTooManyRequests() {
        return code == TOO_MANY_REQUESTS;
    }
}
