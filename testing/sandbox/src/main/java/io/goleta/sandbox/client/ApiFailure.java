package io.goleta.sandbox.client;

/** The API server refused, or could not be reached (code 0). */
public final class ApiFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    ApiFailure(int code, String message) {
        super(message);
        this.code = code;
    }

    ApiFailure(String message, Throwable cause) {
        super(message, cause);
        this.code = 0;
    }

    /** The HTTP status, 0 when there was no answer. */
    public int code() {
        return code;
    }
}
