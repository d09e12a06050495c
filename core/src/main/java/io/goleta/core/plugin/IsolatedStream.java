package io.goleta.core.plugin;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Queue;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A listing that a plugin reads page by page: each step is plugin code, long after the call that returned it. */
final class IsolatedStream<T> implements Spliterator<T> {
    // One call for each element would cost more than the listing.
    private static final int ELEMENTS_OF_A_CALL = 64;

    private final Spliterator<T> source;
    private final Isolation isolation;
    private final HangingCalls hanging = new HangingCalls();
    private final Queue<T> ready = new ArrayDeque<>();
    private @Nullable RuntimeException failure;
    private boolean ended;

    private IsolatedStream(Spliterator<T> source, Isolation isolation) {
        this.source = source;
        this.isolation = isolation;
    }

    static <T> Stream<T> of(Stream<T> stream, Isolation isolation) {
        IsolatedStream<T> isolated = new IsolatedStream<>(stream.spliterator(), isolation);
        return StreamSupport.stream(isolated, false)
                .onClose(() -> isolation.call("close", isolated.hanging, () -> {
                    stream.close();
                    return true;
                }));
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        if (ready.isEmpty() && !ended) {
            readAhead();
        }
        T next = ready.poll();
        if (next != null) {
            action.accept(next);
            return true;
        }
        if (failure != null) {
            throw failure;
        }
        return false;
    }

    /** What was read before a failure is not lost. */
    private void readAhead() {
        Queue<T> page = new ArrayDeque<>();
        try {
            ended = isolation.call("list", hanging, () -> {
                while (page.size() < ELEMENTS_OF_A_CALL) {
                    if (!source.tryAdvance(page::add)) {
                        return true;
                    }
                }
                return false;
            });
            ready.addAll(page);
        } catch (RuntimeException e) {
            ended = true;
            failure = e;
            if (!(e.getCause() instanceof NoAnswerException)) { // else its thread may still be adding to the page
                ready.addAll(page);
            }
        }
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
        return null; // pages come one after another
    }

    @Override
    public long estimateSize() {
        return source.estimateSize();
    }

    @Override
    public int characteristics() {
        return source.characteristics() & ~(SIZED | SUBSIZED);
    }

    @Override
    public Comparator<? super T> getComparator() {
        return source.getComparator();
    }
}
