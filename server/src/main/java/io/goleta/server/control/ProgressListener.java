package io.goleta.server.control;

/** Hears how far a run has come, at most about once a second. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * @param total objects there are, as far as known
     * @param done objects dealt with
     */
    void progressed(int total, int done);
}
