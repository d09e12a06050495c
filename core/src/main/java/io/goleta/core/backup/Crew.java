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
    private final int places;
    private final Semaphore free;
    private final Semaphore idle;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Crew(int size) {
        this(size, 0);
    }

    /**
     * @param waiting how many tasks may wait for their turn, so that whoever produces work can fetch more meanwhile
     */
    Crew(int size, int waiting) {
        this.places = size + waiting;
        this.free = new Semaphore(places);
        this.idle = new Semaphore(size);
    }

    /**
     * Hands a task over; waits while no more may wait, so that whoever produces work never runs far ahead.
     *
     * @throws CompletionException when an earlier task failed
     */
    void submit(Runnable task) {
        take(1);
        throwFailure();
        executor.execute(() -> {
            try {
                idle.acquire();
                try {
                    task.run();
                } finally {
                    idle.release();
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            } finally {
                free.release();
            }
        });
    }

    /**
     * Waits until all tasks are done. Nobody may submit meanwhile.
     *
     * @throws CompletionException when one failed
     */
    void join() {
        take(places);
        free.release(places);
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
            free.acquire(permits);
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
