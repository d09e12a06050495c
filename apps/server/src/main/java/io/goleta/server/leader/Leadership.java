package io.goleta.server.leader;

/** The right to run control loops, which only one process has at a time. Thread-safe. */
public interface Leadership extends AutoCloseable {

    /** What a process learns about it. */
    interface Listener {
        /** From now on it is ours. Called once at most; must not block. */
        void won();

        /** It was ours and is no longer, and not because of {@link Leadership#close()}. Must not block. */
        void lost();
    }

    /** Competes for it until it is lost or closed. */
    void seek(Listener listener);

    /** Gives it up, so that another process has it at once. To be called when nothing of the work is under way any more. */
    @Override
    void close();

    /** Of a process that shares its work with nobody. */
    static Leadership unshared() {
        return new Leadership() {
            @Override
            public void seek(Listener listener) {
                listener.won();
            }

            @Override
            public void close() {}
        };
    }
}
