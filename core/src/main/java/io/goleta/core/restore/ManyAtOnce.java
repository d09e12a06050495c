package io.goleta.core.restore;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Does something with every element of a stream on virtual threads. */
final class ManyAtOnce {
    /** More than the API server takes at once, so that it never waits; few enough that what they hold is small. */
    private static final int AT_ONCE = 96;

    private ManyAtOnce() {}

    /**
     * Returns when all is done. The stream is read only as fast as its elements are dealt with.
     *
     * @param action reports what goes wrong itself; what it throws ends the work, and is thrown here
     * @throws GoletaException when the thread is interrupted
     */
    static <T> void forEach(Stream<T> elements, Consumer<T> action) {
        Semaphore places = new Semaphore(AT_ONCE);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                elements) {
            elements.takeWhile(element -> failure.get() == null).forEach(element -> {
                acquire(places);
                threads.execute(() -> {
                    try {
                        action.accept(element);
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        places.release();
                    }
                });
            });
        }
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private static void acquire(Semaphore places) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GoletaException.retryable(Fault.INTERNAL, "The restore was interrupted", e);
        }
    }
}
