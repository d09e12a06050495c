package io.goleta.core.catalog;

import io.goleta.core.api.DownloadKind;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.store.ObjectStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The backups and restores in one storage location, laid out as Velero does. Thread-safe.
 */
public final class BackupCatalog {

    /** A catalog over a store that is bound to the location's bucket and prefix; the caller closes the store. */
    public BackupCatalog(ObjectStore store) {}

    /**
     * Proves that the location can be used: the bucket can be listed and holds no foreign top-level folders.
     *
     * @throws io.goleta.spi.error.GoletaException with one sentence for the location's status
     */
    public void check() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Names of all backups that have a metadata file, sorted. */
    public List<String> backups() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The Backup as published ({@code velero-backup.json}); empty when there is no such backup. */
    public Optional<KubernetesObject> metadata(String backup) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Publishes a backup: all files first, then the metadata with the checksum of every one of them, which is the commit
     * point. What an earlier, interrupted attempt left under the same name is replaced.
     *
     * @param backup the Backup with its final status
     */
    public void publish(KubernetesObject backup, BackupFiles files) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * The archive of a backup. Its checksum, if the metadata has one, is verified while reading: the last read fails when it
     * is wrong.
     *
     * @throws io.goleta.spi.error.GoletaException USER when there is no such backup
     */
    public InputStream contents(String backup) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The PodVolumeBackups of a backup, with {@code apiVersion} and {@code kind}; empty when the file is absent. */
    public List<KubernetesObject> podVolumeBackups(String backup) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The file a client asked for as it lies in the bucket (gzipped); empty when it does not exist. */
    public Optional<InputStream> open(DownloadKind kind, String name) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The key of the file a client asked for. */
    public String key(DownloadKind kind, String name) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Deletes a backup: its metadata first, so that it stops existing at once, then its other files. */
    public void deleteBackup(String backup) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Stores the log and results of a restore; an earlier attempt's are replaced.
     *
     * @param log gzipped log file
     * @param resultsJson the results document
     */
    public void publishRestore(String restore, Path log, byte[] resultsJson) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Deletes the files of a restore. */
    public void deleteRestore(String restore) {
        throw new UnsupportedOperationException("not written yet");
    }
}
