package io.goleta.plugins.gcp;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What lies behind an exception. */
final class Failures {
    private Failures() {}

    static boolean isCancelled(Throwable e) {
        return Thread.currentThread().isInterrupted() || causes(e).anyMatch(Failures::isInterruption);
    }

    private static boolean isInterruption(Throwable e) {
        return e instanceof InterruptedException
                || e instanceof ClosedByInterruptException
                || (e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException))
                || (e instanceof SocketException && "Closed by interrupt".equals(e.getMessage()));
    }

    static <T> Optional<T> first(Throwable e, Class<T> type) {
        return causes(e).filter(type::isInstance).map(type::cast).findFirst();
    }

    static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .flatMap(cause -> Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed())));
    }

    static String firstLine(Throwable e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }
}
