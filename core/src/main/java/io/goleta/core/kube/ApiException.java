package io.goleta.core.kube;

import java.time.Duration;
import java.util.Optional;

/**
 * The API server refused a request. Everything else that can go wrong (no connection, broken answers) is a
 * {@link io.goleta.spi.error.GoletaException}.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;
    private final transient Optional<Duration> retryAfter;

    /**
     * @param reason of the Status object: {@code AlreadyExists}, {@code Conflict}, ...; may be empty
     * @param message the server's sentence
     */
    public ApiException(int code, String reason, String message, Optional<Duration> retryAfter) {
        super(message);
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

    /** Somebody else changed the object in between. */
    public boolean isConflict() {
        return code == 409 && !isAlreadyExists();
    }

    /** The object, or its whole resource, does not exist. */
    public boolean isNotFound() {
        return code == 404;
    }

    /** The same request may succeed later. */
    public boolean isRetryable() {
        return code == 429 || code >= 500;
    }
}
