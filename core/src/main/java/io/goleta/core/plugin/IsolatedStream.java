package io.goleta.core.plugin;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A listing that a plugin reads page by page: each step is plugin code, long after the call that returned it. */
final class IsolatedStream<T> implements Spliterator<T> {
    private final Spliterator<T> source;
    private final Isolation isolation;

    private IsolatedStream(Spliterator<T> source, Isolation isolation) {
        this.source = source;
        this.isolation = isolation;
    }

    static <T> Stream<T> of(Stream<T> stream, Isolation isolation) {
        IsolatedStream<T> isolated = new IsolatedStream<>(stream.spliterator(), isolation);
        return StreamSupport.stream(isolated, false)
                .onClose(() -> isolation.call("close", () -> {
                    stream.close();
                    return true;
                }));
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        Next<T> next = new Next<>();
        if (!isolation.call("list", () -> source.tryAdvance(next))) {
            return false;
        }
        next.pass(action);
        return true;
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

    /** Takes the element out of plugin code, so that what the host does with it runs outside of the isolation. */
    private static final class Next<T> implements Consumer<T> {
        private @Nullable T element;

        @Override
        public void accept(T element) {
            this.element = element;
        }

        @SuppressWarnings("NullAway") // set by accept before
        void pass(Consumer<? super T> action) {
            action.accept(element);
        }
    }
}
