package io.goleta.core.catalog;

import io.goleta.core.json.GoJson;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Puts the files of one backup, sums them on the way, and ends with the metadata that lists the sums. */
final class BackupUpload {
    private final ObjectStore store;
    private final String backup;
    private final SortedMap<String, String> checksums = new TreeMap<>();

    BackupUpload(ObjectStore store, String backup) {
        this.store = store;
        this.backup = backup;
    }

    void publish(KubernetesObject metadata, BackupFiles files) {
        put(BackupLayout.contents(backup), files.contents());
        put(BackupLayout.log(backup), files.log());
        putLine(BackupLayout.podVolumeBackups(backup), contents(files.podVolumeBackups()));
        putLine(BackupLayout.volumeSnapshots(backup), null);
        putLine(BackupLayout.csiVolumeSnapshots(backup), null);
        putLine(BackupLayout.csiVolumeSnapshotContents(backup), null);
        putLine(BackupLayout.csiVolumeSnapshotClasses(backup), null);
        putLine(BackupLayout.resourceList(backup), new TreeMap<>(files.resourceList()));
        put(BackupLayout.results(backup), gzipped(out -> out.write(files.resultsJson())));
        byte[] commit = GoJson.indented(Checksums.annotate(metadata, checksums).content());
        store.put(BackupLayout.metadata(backup), new ByteArrayInputStream(commit), commit.length);
    }

    private static @Nullable Object contents(List<KubernetesObject> objects) {
        return objects.isEmpty()
                ? null
                : objects.stream().map(KubernetesObject::content).toList();
    }

    private void put(String key, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            put(key, in, Files.size(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private void putLine(String key, @Nullable Object value) {
        put(key, gzipped(out -> GoJson.writeLine(out, value)));
    }

    private void put(String key, byte[] content) {
        put(key, new ByteArrayInputStream(content), content.length);
    }

    private void put(String key, InputStream content, long length) {
        DigestInputStream summed = new DigestInputStream(content, Checksums.digest());
        store.put(key, summed, length);
        checksums.put(
                BackupLayout.fileName(key),
                HexFormat.of().formatHex(summed.getMessageDigest().digest()));
    }

    static byte[] gzipped(Body body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed, 1 << 13)) {
            body.write(gzip);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written: " + e.getMessage(), e);
        }
        return packed.toByteArray();
    }

    static GoletaException unreadable(Path file, IOException e) {
        return new GoletaException(
                Fault.CLUSTER,
                "Could not read " + file + " in the scratch directory to upload it: " + e.getMessage(),
                e);
    }

    /** Writes something that is then compressed. */
    interface Body {
        void write(OutputStream out) throws IOException;
    }
}
