package io.goleta.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a request meets instead of an answer, or before it. */
public sealed interface InjectedFault {

    /** A refusal with this HTTP status and reason, such as {@code 503, "ServiceUnavailable"}. */
    static InjectedFault status(int code, String reason, String message) {
        return new Refusal(code, reason, message, null);
    }

    /** 429 with a {@code Retry-After} header in whole seconds. */
    static InjectedFault tooManyRequests(Duration retryAfter) {
        return new Refusal(429, "TooManyRequests", "please try again later", retryAfter);
    }

    /** The answer comes, but only after a while. */
    static InjectedFault slow(Duration delay) {
        return new Delay(delay);
    }

    /** The connection is cut without an answer; nothing was done. */
    static InjectedFault droppedConnection() {
        return new Drop(false);
    }

    /** The request is carried out, but the connection is cut before the answer. */
    static InjectedFault lostAnswer() {
        return new Drop(true);
    }

    /** See {@link #status} and {@link #tooManyRequests}. */
    record Refusal(
            int code,
            String reason,
            String message,
            @Nullable Duration retryAfter) implements InjectedFault {}

    /** See {@link #slow}. */
    record Delay(Duration delay) implements InjectedFault {}

    /** See {@link #droppedConnection} and {@link #lostAnswer}. */
    record Drop(boolean afterwards) implements InjectedFault {}
}
