package io.goleta.spi.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one family of exceptions of Goleta and its plugins. The message is a sentence for the user that says what was tried,
 * where, and what to do about it; it never holds a secret.
 *
 * <p>A subclass adds what a caller can decide upon, such as the HTTP status of a refusal. Plugins throw this class itself.
 */
public class GoletaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final boolean retryable;

    /** A failure that a retry does not mend. */
    public GoletaException(Fault fault, String message) {
        this(fault, false, message, null);
    }

    /** A failure that a retry does not mend. */
    public GoletaException(Fault fault, String message, @Nullable Throwable cause) {
        this(fault, false, message, cause);
    }

    /**
     * For subclasses.
     *
     * @param retryable see {@link #isRetryable()}
     */
    protected GoletaException(Fault fault, boolean retryable, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = Objects.requireNonNull(fault);
        this.retryable = retryable;
    }

    /** A failure that may pass: a timeout, a server that is overloaded or away. */
    public static GoletaException retryable(Fault fault, String message, @Nullable Throwable cause) {
        return new GoletaException(fault, true, message, cause);
    }

    /** The sentence for the user; never null. */
    @Override
    public final String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    /** Whose fault it is. */
    public final Fault fault() {
        return fault;
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public final boolean isRetryable() {
        return retryable;
    }
}
