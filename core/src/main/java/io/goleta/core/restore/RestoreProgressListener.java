package io.goleta.core.restore;

/** Is told how far a restore is. */
@FunctionalInterface
public interface RestoreProgressListener {

    /**
     * Called at most about once a second and at the end, by one thread at a time; the restore of an object waits for it.
     *
     * @param totalItems objects of the backup that the restore looks at
     * @param itemsRestored those dealt with, whether restored, left as they are, or refused
     */
    void progressed(int totalItems, int itemsRestored);
}
