package io.goleta.core.run;

/** Is told how far a backup or restore is. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * Called about once a second at most, by one thread at a time; the work on an object waits for it.
     *
     * @param totalItems objects found so far; grows while lists are still being read
     * @param itemsDone those dealt with: backed up, restored, skipped or failed
     */
    void progressed(int totalItems, int itemsDone);
}
