package io.goleta.plugins.stores;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The chain of causes behind an exception. */
public final class Causes {
    private static final int DEPTH = 20;

    private Causes() {}

    /** The exception, its causes, and what they suppressed. */
    public static Stream<Throwable> of(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .limit(DEPTH)
                .flatMap(cause -> Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed())));
    }

    public static <T> Optional<T> first(Throwable e, Class<T> type) {
        return of(e).filter(type::isInstance).map(type::cast).findFirst();
    }

    public static boolean include(Throwable e, Class<?> type) {
        return of(e).anyMatch(type::isInstance);
    }

    /** Whether it failed because its thread was interrupted. */
    public static boolean areInterruption(Throwable e) {
        return of(e).anyMatch(Causes::isInterruption);
    }

    private static boolean isInterruption(Throwable e) {
        return e instanceof InterruptedException
                || e instanceof ClosedByInterruptException
                || (e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException))
                || (e instanceof SocketException && "Closed by interrupt".equals(e.getMessage()));
    }

    /** The first line of its message, which for some SDKs has many. */
    public static String firstLine(Throwable e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }
}
