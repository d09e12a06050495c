package io.goleta.server.leader;

/** The right to run control loops, which only one process has at a time. Thread-safe. */
public interface Leadership extends AutoCloseable {

    /** Is informed of changes. */
    interface Listener {
        /** This process became the leader. Called at most once; must not block. */
        void won();

        /** This process is no longer the leader, for a different reason than {@link Leadership#close()}. Must not block. */
        void lost();
    }

    /** Competes for it until it is lost or closed. */
    void seek(Listener listener);

    /** Releases it, so that a different process gets it at once. To be called when all work has stopped. */
    @Override
    void close();

    /** For a process without replicas. */
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
