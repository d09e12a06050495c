package io.goleta.plugins.gcp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a request that can be stopped while a server does not read its body: a write to a socket has no timeout, and Google's HTTP client
 * waits for a blocked write even after its own timeout. Interrupting a virtual thread closes the socket that it uses.
 */
final class InterruptibleSend {
    private InterruptibleSend() {}

    /**
     * @throws SocketTimeoutException when it takes longer; it is stopped then
     */
    static <T> T within(Duration limit, GcpRetry.Attempt<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work::make);
        Thread worker = Thread.ofVirtual().start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("it took longer than " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while sending");
        } catch (ExecutionException e) {
            throw rethrown(Objects.requireNonNull(e.getCause()));
        } finally {
            end(worker);
        }
    }

    private static IOException rethrown(Throwable e) {
        return switch (e) {
            case IOException failure -> failure;
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            default -> new IOException(e);
        };
    }

    // The caller reuses the memory of the body, so the thread must have ended.
    private static void end(Thread worker) {
        worker.interrupt();
        boolean interrupted = Thread.interrupted();
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
