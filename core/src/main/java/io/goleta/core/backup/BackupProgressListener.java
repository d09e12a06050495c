package io.goleta.core.backup;

/** Is told how far a backup is. */
@FunctionalInterface
public interface BackupProgressListener {

    /**
     * Called about once a second at most, by one thread at a time; the backup of an object waits for it.
     *
     * @param totalItems objects found so far; grows while lists are still being read
     * @param itemsBackedUp how many of them are done
     */
    void progressed(int totalItems, int itemsBackedUp);
}
