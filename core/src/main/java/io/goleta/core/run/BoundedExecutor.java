package io.goleta.core.run;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads for one kind of work, so many at a time. Tasks report what may go wrong themselves; anything they throw
 * ends the whole run. Thread-safe.
 */
public final class BoundedExecutor implements AutoCloseable {
    private final int places;
    private final Semaphore free;
    private final Semaphore idle;
    private final MemoryBudget memory;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** One without a queue: {@link #submit} waits for a free place. */
    public BoundedExecutor(int size) {
        this(size, 0);
    }

    /**
     * @param waiting how many tasks may be queued, so that the producer can fetch more meanwhile
     */
    public BoundedExecutor(int size, int waiting) {
        this(size, waiting, MemoryBudget.UNLIMITED);
    }

    /**
     * @param memory what the tasks, those that are queued too, may take together
     */
    public BoundedExecutor(int size, int waiting, MemoryBudget memory) {
        this.memory = memory;
        this.places = size + waiting;
        this.free = new Semaphore(places);
        this.idle = new Semaphore(size);
    }

    /**
     * Calls an action with every element of a stream, which is read only as fast as the action keeps up.
     *
     * @param action reports what goes wrong itself; what it throws ends the work, and is thrown here
     * @throws GoletaException when the thread is interrupted
     */
    public static <T> void forEach(Stream<T> elements, int atOnce, Consumer<? super T> action) {
        try (BoundedExecutor executor = new BoundedExecutor(atOnce);
                elements) {
            elements.forEach(element -> executor.submit(() -> action.accept(element)));
            executor.join();
        }
    }

    /**
     * The same, where each element takes memory.
     *
     * @param memory what the elements that are under way may take together
     * @param bytes how much an element takes
     */
    public static <T> void forEach(
            Stream<T> elements,
            int atOnce,
            MemoryBudget memory,
            ToLongFunction<? super T> bytes,
            Consumer<? super T> action) {
        try (BoundedExecutor executor = new BoundedExecutor(atOnce, 0, memory);
                elements) {
            elements.forEach(element -> executor.submit(bytes.applyAsLong(element), () -> action.accept(element)));
            executor.join();
        }
    }

    /**
     * Hands a task over; waits while the queue is full, so that the producer never runs far ahead.
     *
     * @throws RuntimeException what an earlier task threw; an Error as the cause of one
     */
    public void submit(Runnable task) {
        submit(0, task);
    }

    /**
     * The same for a task that takes memory; waits until there is some.
     *
     * @param bytes how much; a task that takes more than all others may together has it to itself
     */
    public void submit(long bytes, Runnable task) {
        take(1);
        throwFailure();
        MemoryBudget.Share share = memoryFor(bytes);
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
                share.close();
                free.release();
            }
        });
    }

    /**
     * Waits until all tasks are done. No task may be submitted meanwhile.
     *
     * @throws RuntimeException what a task threw, the first if it was several; an Error as the cause of one
     */
    public void join() {
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

    private MemoryBudget.Share memoryFor(long bytes) {
        try {
            return memory.take(bytes);
        } catch (InterruptedException e) {
            free.release();
            throw interrupted(e);
        }
    }

    private void take(int permits) {
        try {
            free.acquire(permits);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static GoletaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return GoletaException.retryable(Fault.INTERNAL, "The run was interrupted", e);
    }

    private void throwFailure() {
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Throwable e -> throw new CompletionException(e);
        }
    }
}
