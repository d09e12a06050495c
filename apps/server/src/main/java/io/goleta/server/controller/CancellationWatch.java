package io.goleta.server.controller;

import io.goleta.spi.error.GoletaException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks periodically whether the work of the thread that created it was cancelled, and interrupts the thread if so. Used by
 * that thread only.
 */
public final class CancellationWatch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(CancellationWatch.class);

    private final Thread worker = Thread.currentThread();
    private final Supplier<Optional<String>> check;
    private final Duration interval;
    private final Thread watcher;
    private @Nullable String reason;
    private boolean over;

    /**
     * @param check why the work is cancelled; empty while it may go on
     */
    public CancellationWatch(Supplier<Optional<String>> check, Duration interval) {
        this.check = check;
        this.interval = interval;
        this.watcher = Thread.ofVirtual()
                .name(worker.getName() + "/cancellation-watch")
                .start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(interval);
                Optional<String> cancelled = runCheck();
                if (cancelled.isPresent()) {
                    cancel(cancelled.get());
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOGGER.trace("the work ended before it was cancelled");
        }
    }

    private Optional<String> runCheck() {
        try {
            return check.get();
        } catch (GoletaException e) {
            LOGGER.debug("cannot check for cancellation: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private synchronized void cancel(String cause) {
        if (!over) {
            reason = cause;
            worker.interrupt();
        }
    }

    /** Stops checking. Returns why the work was cancelled; empty when it was not. */
    public synchronized Optional<String> end() {
        if (!over) {
            over = true;
            watcher.interrupt();
            if (reason != null) {
                Thread.interrupted(); // it was caused by the cancellation
            }
        }
        return Optional.ofNullable(reason);
    }

    @Override
    public void close() {
        end();
    }
}
