package io.goleta.core.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.SkippedVolume;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.json.GoJson;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.store.ChecksummedPut;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The backups and restores in one storage location, laid out as Velero does. Thread-safe.
 */
public final class BackupCatalog {
    private final ObjectStore store;

    /** A catalog over a store that is bound to the location's bucket and prefix; the caller closes the store. */
    public BackupCatalog(ObjectStore store) {
        this.store = store;
    }

    /**
     * Proves that the location can be used: the bucket can be listed and holds no foreign top-level folders.
     *
     * @throws GoletaException with one sentence for the location's status
     */
    public void check() {
        store.check();
        List<String> foreign = new ArrayList<>();
        try (Stream<String> folders = store.folders("")) {
            folders.filter(folder -> !BackupLayout.TOP_LEVEL.contains(folder))
                    .map(folder -> folder.substring(0, folder.length() - 1))
                    .forEach(foreign::add);
        }
        if (foreign.size() > 3) {
            String some = String.join(" ", foreign.subList(0, 3));
            throw new GoletaException(
                    Fault.USER,
                    "Backup store contains " + foreign.size() + " invalid top-level directories: [" + some + " ...]");
        }
        if (!foreign.isEmpty()) {
            throw new GoletaException(
                    Fault.USER,
                    "Backup store contains invalid top-level directories: [" + String.join(" ", foreign) + "]");
        }
    }

    /**
     * Proves that objects can be written and deleted, with one small object; two requests.
     *
     * @throws GoletaException with one sentence for the location's status
     */
    public void checkWritable() {
        byte[] content = "Goleta write-permission check; safe to delete.\n".getBytes(StandardCharsets.UTF_8);
        store.put(BackupLayout.WRITE_CHECK, new ByteArrayInputStream(content), content.length);
        store.delete(BackupLayout.WRITE_CHECK);
    }

    /** Names of all backups that have a metadata file, sorted. */
    public List<String> backups() {
        // One listing of everything costs fewer requests than asking each folder for its metadata.
        try (Stream<ObjectInfo> objects = store.list(BackupLayout.BACKUPS)) {
            return objects.map(object -> BackupLayout.backupOfMetadata(object.key()))
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        }
    }

    /**
     * The Backup as published ({@code velero-backup.json}); empty when there is no such backup.
     *
     * @throws GoletaException STORAGE when the file is no JSON object
     */
    @SuppressWarnings("unchecked")
    public Optional<KubernetesObject> metadata(String backup) {
        String key = BackupLayout.metadata(backup);
        return store.get(key).map(opened -> {
            try (InputStream in = new SizeLimit(opened, key, SizeLimit.OBJECT)) {
                @Nullable Map<String, Object> content = GoJson.read(in, LinkedHashMap.class);
                return KubernetesObject.adopt(content == null ? Map.of() : content);
            } catch (IOException e) {
                throw unreadable(key, e);
            }
        });
    }

    /**
     * Publishes a backup: all files first, then the metadata with the checksum of every one of them ({@link Checksums}), which
     * is the commit point. What an earlier, interrupted attempt left under the same name is replaced. When it fails, what was
     * stored so far is deleted as far as the store lets us, and there is no such backup.
     *
     * @param backup the Backup with its final status
     * @throws GoletaException USER when a backup of that name, but of another uid, was published before; it stays
     */
    public void publish(KubernetesObject backup, BackupFiles files) {
        String name = backup.name();
        requireNoOther(backup);
        // While files are being replaced, an old metadata would vouch for the wrong ones.
        store.delete(BackupLayout.metadata(name));
        try {
            new BackupUpload(store, name).publish(backup, files);
        } catch (RuntimeException e) {
            discard(name, e);
            throw e;
        }
    }

    /**
     * The archive of a backup. Its checksum, if the metadata has one, is verified while reading: the last read fails with a
     * GoletaException (STORAGE) when it differs.
     *
     * @throws GoletaException USER when there is no such backup, STORAGE when its archive is missing
     */
    public InputStream contents(String backup) {
        return verified(backup, BackupLayout.contents(backup))
                .orElseThrow(() -> new GoletaException(
                        Fault.STORAGE,
                        "The archive " + BackupLayout.contents(backup) + " of backup " + backup
                                + " is missing from the storage location although the backup's metadata is there;"
                                + " delete the backup, or bring the file back"));
    }

    /**
     * The PodVolumeBackups of a backup, with {@code apiVersion} and {@code kind}; empty when the file is absent.
     *
     * @throws GoletaException USER when there is no such backup, STORAGE when the file is damaged
     */
    public List<KubernetesObject> podVolumeBackups(String backup) {
        return listed(backup, BackupLayout.podVolumeBackups(backup)).stream()
                .map(BackupCatalog::podVolumeBackup)
                .toList();
    }

    /**
     * The snapshots that a Velero made of volumes, as it recorded them; empty when the file is absent.
     *
     * @throws GoletaException USER when there is no such backup, STORAGE when the file is damaged
     */
    public List<KubernetesObject> nativeSnapshots(String backup) {
        return listed(backup, BackupLayout.volumeSnapshots(backup));
    }

    /** The same for snapshots that a Velero had CSI drivers make: {@code VolumeSnapshot} objects. */
    public List<KubernetesObject> csiSnapshots(String backup) {
        return listed(backup, BackupLayout.csiVolumeSnapshots(backup));
    }

    private List<KubernetesObject> listed(String backup, String key) {
        List<?> objects = verified(backup, key)
                .<List<?>>map(in -> unpacked(key, in, List.class, List.of()))
                .orElse(List.of());
        return objects.stream().map(object -> object(key, object)).toList();
    }

    /**
     * The volumes that a backup looked at and does not hold; none when another server made it.
     *
     * @throws GoletaException STORAGE when its results are damaged
     */
    @SuppressWarnings("unchecked")
    public List<SkippedVolume> skippedVolumes(String backup) {
        String key = BackupLayout.results(backup);
        return store.get(key)
                .<Map<?, ?>>map(in -> unpacked(key, in, LinkedHashMap.class, Map.of()))
                .map(results -> SkippedVolume.in((Map<String, Object>) results))
                .orElse(List.of());
    }

    /** The file a client asked for as it lies in the bucket (gzipped); empty when it does not exist. */
    public Optional<InputStream> open(DownloadRequest.Kind kind, String name) {
        return store.get(key(kind, name));
    }

    /** The key of the file a client asked for. */
    public String key(DownloadRequest.Kind kind, String name) {
        return BackupLayout.download(kind, name);
    }

    /** Deletes a backup: its metadata first, so that it stops existing at once, then its other files. */
    public void deleteBackup(String backup) {
        store.delete(BackupLayout.metadata(backup));
        new FolderDeletion(store).delete(BackupLayout.backupFolder(backup));
    }

    /**
     * Stores the log and results of a restore; an earlier attempt's are replaced.
     *
     * @param log gzipped log file
     * @param resultsJson the results document
     */
    public void publishRestore(String restore, Path log, byte[] resultsJson) {
        try (InputStream in = Files.newInputStream(log)) {
            store.put(BackupLayout.restoreLog(restore), in, Files.size(log));
        } catch (IOException e) {
            throw BackupUpload.unreadable(log, e);
        }
        byte[] results = BackupUpload.gzipped(out -> out.write(resultsJson));
        store.put(BackupLayout.restoreResults(restore), new ByteArrayInputStream(results), results.length);
    }

    /** Deletes the files of a restore. */
    public void deleteRestore(String restore) {
        new FolderDeletion(store).delete(BackupLayout.restoreFolder(restore));
    }

    private void requireNoOther(KubernetesObject backup) {
        String uid = metadata(backup.name()).map(KubernetesObject::uid).orElse("");
        if (!uid.isEmpty() && !backup.uid().isEmpty() && !uid.equals(backup.uid())) {
            throw new GoletaException(
                    Fault.USER,
                    "A backup named " + backup.name()
                            + " already exists in object storage, and it is a different one (uid " + uid
                            + "); choose a different name, or delete that backup first");
        }
    }

    private void discard(String backup, RuntimeException failure) {
        try {
            deleteBackup(backup);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private Optional<InputStream> verified(String backup, String key) {
        KubernetesObject metadata = metadata(backup)
                .orElseThrow(() ->
                        new GoletaException(Fault.USER, "There is no backup " + backup + " in the storage location"));
        Optional<String> checksum = Checksums.of(metadata, BackupLayout.fileName(key));
        return store.get(key)
                .map(in -> checksum.map(expected -> verified(in, key, expected)).orElse(in));
    }

    private static InputStream verified(InputStream in, String key, String expected) {
        return ChecksummedPut.verified(
                in,
                -1,
                expected,
                actual -> new GoletaException(
                        Fault.STORAGE,
                        "The file " + key + " is damaged: its SHA-256 is " + actual
                                + ", and the backup's metadata says " + expected
                                + "; fetch an intact copy of the bucket, or restore a different backup"));
    }

    private static <T> T unpacked(String key, InputStream in, Class<? extends T> type, T ifNull) {
        try (in) {
            InputStream gzip = new SizeLimit(new GZIPInputStream(in, 1 << 13), key, SizeLimit.SIDE_FILE);
            @Nullable T value = GoJson.read(gzip, type);
            gzip.transferTo(OutputStream.nullOutputStream());
            in.transferTo(OutputStream.nullOutputStream());
            return value == null ? ifNull : value;
        } catch (IOException e) {
            throw unreadable(key, e);
        }
    }

    @SuppressWarnings("unchecked")
    private static KubernetesObject object(String key, Object object) {
        if (!(object instanceof Map<?, ?> map)) {
            throw new GoletaException(Fault.STORAGE, "The file " + key + " is damaged: a list of objects is expected");
        }
        return KubernetesObject.adopt(new LinkedHashMap<>((Map<String, Object>) map));
    }

    // Velero's typed client leaves out what kind of object it is.
    private static KubernetesObject podVolumeBackup(KubernetesObject object) {
        return object.apiVersion().isEmpty()
                ? object.with(VeleroApi.API_VERSION, "apiVersion").with("PodVolumeBackup", "kind")
                : object;
    }

    private static GoletaException unreadable(String key, IOException e) {
        if (e.getCause() instanceof GoletaException cause) {
            return cause;
        }
        boolean damaged =
                e instanceof ZipException || e instanceof EOFException || e instanceof JsonProcessingException;
        // The whole message of a parser has several lines.
        String reason = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return damaged
                ? new GoletaException(Fault.STORAGE, "The file " + key + " is damaged: " + reason, e)
                : GoletaException.retryable(Fault.STORAGE, "Reading " + key + " broke off: " + reason, e);
    }
}
