package io.goleta.core.restore;

/** Told how far a restore is. Called by any thread, one call at a time, about once a second and at the end. */
@FunctionalInterface
public interface RestoreProgressSink {

    /**
     * @param total objects of the backup that the restore looks at; may still change while the restore runs
     * @param done those dealt with, restored or not
     */
    void report(int total, int done);
}
