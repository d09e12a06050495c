package io.goleta.core.backup;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads for one kind of work, so many at a time. Tasks report what may go wrong themselves; anything they throw
 * ends the whole run. Thread-safe.
 */
final class Crew implements AutoCloseable {
    private final int size;
    private final Semaphore places;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Crew(int size) {
        this.size = size;
        this.places = new Semaphore(size);
    }

    /**
     * Hands a task over; waits while all are busy, so that whoever produces work never runs ahead.
     *
     * @throws CompletionException when an earlier task failed
     */
    void submit(Runnable task) {
        take(1);
        throwFailure();
        executor.execute(() -> {
            try {
                task.run();
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            } finally {
                places.release();
            }
        });
    }

    /**
     * Waits until all tasks are done. Nobody may submit meanwhile.
     *
     * @throws CompletionException when one failed
     */
    void join() {
        take(size);
        places.release(size);
        throwFailure();
    }

    /** Interrupts what still runs, and returns when it has ended. */
    @Override
    public void close() {
        executor.shutdownNow();
        executor.close();
    }

    private void take(int permits) {
        try {
            places.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GoletaException.retryable(Fault.INTERNAL, "The backup was interrupted", e);
        }
    }

    private void throwFailure() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new CompletionException(cause);
        }
    }
}
