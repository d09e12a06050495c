package io.goleta.server.controller;

import io.goleta.spi.error.GoletaException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether the work of the thread that created it is still wanted, and interrupts the thread when it is
 * not. Used by that thread only.
 */
public final class CancellationWatch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(CancellationWatch.class);

    private final Thread worker = Thread.currentThread();
    private final Supplier<Optional<String>> question;
    private final Duration interval;
    private final Thread watcher;
    private @Nullable String reason;
    private boolean over;

    /**
     * @param question why the work must stop; empty while it may go on
     */
    public CancellationWatch(Supplier<Optional<String>> question, Duration interval) {
        this.question = question;
        this.interval = interval;
        this.watcher =
                Thread.ofVirtual().name(worker.getName() + "/supervision").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(interval);
                Optional<String> answer = ask();
                if (answer.isPresent()) {
                    stop(answer.get());
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOGGER.trace("the work ended first");
        }
    }

    private Optional<String> ask() {
        try {
            return question.get();
        } catch (GoletaException e) {
            LOGGER.debug("not known whether the move is still wanted: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private synchronized void stop(String why) {
        if (!over) {
            reason = why;
            worker.interrupt();
        }
    }

    /** Ends it. Returns why the work was stopped; empty when it was not, or not by us. */
    public synchronized Optional<String> end() {
        if (!over) {
            over = true;
            watcher.interrupt();
            if (reason != null) {
                Thread.interrupted(); // this one was ours
            }
        }
        return Optional.ofNullable(reason);
    }

    @Override
    public void close() {
        end();
    }
}
