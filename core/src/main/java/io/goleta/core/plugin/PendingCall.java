package io.goleta.core.plugin;

import io.goleta.spi.GoDuration;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call of a plugin between the thread that runs it and the one that waits for it. */
final class PendingCall<T> {
    private static final Logger LOGGER = LoggerFactory.getLogger(PendingCall.class);
    // How long a call may take to end after its caller was interrupted.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final PluginCalls.Call call;
    private final Duration limit;
    private final HangingCalls hanging;
    private final PluginCalls.Code<T> code;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    // Guarded by this object.
    private @Nullable Thread thread;
    private boolean interrupted;
    private boolean ended;
    private boolean givenUp;
    private int pauses;
    private long silentSince = System.nanoTime();

    PendingCall(PluginCalls.Call call, Duration limit, HangingCalls hanging, PluginCalls.Code<T> code) {
        this.call = call;
        this.limit = limit;
        this.hanging = hanging;
        this.code = code;
    }

    /** In the thread of the plugin. */
    void run() {
        begin();
        try {
            result.complete(code.run());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        thread = Thread.currentThread();
        silentSince = System.nanoTime();
        if (interrupted) {
            thread.interrupt();
        }
    }

    private synchronized void end() {
        ended = true;
        thread = null;
        boolean _ = Thread.interrupted();
        if (givenUp) {
            hanging.end();
            LOGGER.info("{}: the call that was given up has ended", call.text());
        }
    }

    /** In the thread of the plugin, which has entered code of the host. */
    synchronized void pause() {
        pauses++;
    }

    /** In the thread of the plugin, which is back from code of the host. */
    synchronized void resume() {
        pauses--;
        silentSince = System.nanoTime();
    }

    /**
     * In the thread of the caller.
     *
     * @param warning after how long the log tells about it
     */
    T await(Duration warning) throws Throwable {
        Duration next = warning.compareTo(limit) < 0 ? warning : limit;
        try {
            while (true) {
                try {
                    return result.get(next.minus(silence()).toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    if (silence().compareTo(next) < 0) {
                        continue;
                    }
                    if (next.equals(limit)) {
                        throw giveUp(limit);
                    }
                    warn();
                    next = limit;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() == null ? e : e.getCause();
        } catch (InterruptedException e) {
            return cancelled();
        }
    }

    private T cancelled() throws Throwable {
        interrupt();
        try {
            return result.get(GRACE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() == null ? e : e.getCause();
        } catch (TimeoutException | InterruptedException e) {
            LOGGER.warn("{}: does not end although it was cancelled; left alone", call.text(), giveUp(GRACE));
            throw new InterruptedException("cancelled");
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    private void warn() {
        LOGGER.warn(
                "{}: no answer for {}, given up after {}; its thread is here",
                call.text(),
                GoDuration.format(silence()),
                GoDuration.format(limit),
                new NoAnswerException(silence(), place()));
    }

    private NoAnswerException giveUp(Duration after) {
        NoAnswerException reason = new NoAnswerException(after, place());
        synchronized (this) {
            if (!ended && !givenUp) {
                givenUp = true;
                hanging.begin();
            }
        }
        interrupt();
        return reason;
    }

    private synchronized void interrupt() {
        interrupted = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private synchronized Duration silence() {
        return pauses > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - silentSince);
    }

    private synchronized StackTraceElement[] place() {
        return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
    }
}
