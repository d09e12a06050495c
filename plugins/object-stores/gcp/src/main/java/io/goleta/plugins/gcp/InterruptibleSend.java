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
 * Ends what a server holds up that reads no more: a write to a socket has no timeout, and the one of Google's HTTP client waits for the write
 * that it gives up. To interrupt a virtual thread ends whatever socket it is at.
 */
final class InterruptibleSend {
    private InterruptibleSend() {}

    /**
     * @throws SocketTimeoutException when it takes longer; it has ended then
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

    // What it sends is in memory that others wait for.
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
