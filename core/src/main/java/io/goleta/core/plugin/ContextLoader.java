package io.goleta.core.plugin;

import org.jspecify.annotations.Nullable;

/** Lends the current thread a context class loader until closed. Service loaders and many libraries look there. */
final class ContextLoader implements AutoCloseable {
    private final @Nullable ClassLoader previous;

    private ContextLoader(@Nullable ClassLoader previous) {
        this.previous = previous;
    }

    static ContextLoader use(@Nullable ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ContextLoader scope = new ContextLoader(thread.getContextClassLoader());
        thread.setContextClassLoader(loader);
        return scope;
    }

    /** The context class loader before. */
    @Nullable
    ClassLoader previous() {
        return previous;
    }

    @Override
    public void close() {
        Thread.currentThread().setContextClassLoader(previous);
    }
}
