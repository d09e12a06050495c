package io.goleta.plugins.gcp;

import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import io.goleta.plugins.stores.UploadBuffer;
import io.goleta.plugins.stores.UploadMemory;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * Stores one object: with one request when its length is known and not too large, else chunk by chunk; it becomes an object with the last
 * of them. Either way what is being sent is in memory, so that it can be sent again when the store falters, and is summed, so that the
 * store refuses what changed on the way.
 */
final class GcpUpload {
    static final String BINARY = "application/octet-stream";
    static final String PERMISSION = "storage.objects.create";
    static final int CHUNK = 8 << 20;

    private final GcpSettings settings;
    private final GcpConnection connection;
    private final String key;

    GcpUpload(GcpSettings settings, GcpConnection connection, String key) {
        this.settings = settings;
        this.connection = connection;
        this.key = key;
    }

    /**
     * @param length -1 when unknown
     */
    void put(InputStream content, long length) {
        boolean whole = length >= 0 && length <= UploadMemory.LARGEST_WHOLE;
        try (UploadBuffer buffer = new UploadBuffer(connection.uploadMemory(), whole ? (int) length : CHUNK)) {
            fill(buffer, content);
            if (whole || !buffer.isFull()) {
                requireEnd(length, buffer.length(), content);
                putWhole(buffer);
            } else {
                putChunks(buffer, content, length);
            }
        }
    }

    private void putWhole(UploadBuffer buffer) {
        CRC32C sum = new CRC32C();
        buffer.addTo(sum);
        String written = HashHeader.written(sum);
        StorageObject stored = connection.send("store " + key, PERMISSION, buffer.length(), session -> {
            Storage.Objects.Insert insert = session.storage()
                    .objects()
                    .insert(settings.bucket(), object(settings, key).setCrc32c(written), new BufferContent(buffer, 0))
                    .setKmsKeyName(settings.kmsKeyName().isEmpty() ? null : settings.kmsKeyName())
                    .setFields(ResumableUpload.FIELDS);
            insert.setDisableGZipContent(true);
            insert.getMediaHttpUploader().setDirectUploadEnabled(true);
            return insert.execute();
        });
        requireSame(written, stored);
    }

    private void putChunks(UploadBuffer buffer, InputStream content, long length) {
        CRC32C sum = new CRC32C();
        long sent = 0;
        ResumableUpload upload = ResumableUpload.begin(settings, connection, key, length);
        try {
            for (; buffer.isFull() && sent + buffer.length() != length; fill(buffer, content)) {
                buffer.addTo(sum);
                upload.send(buffer);
                sent += buffer.length();
            }
            requireEnd(length, sent + buffer.length(), content);
        } catch (GoletaException e) {
            upload.abandon(e);
            throw e;
        }
        buffer.addTo(sum);
        String written = HashHeader.written(sum);
        requireSame(written, upload.finish(buffer, written));
    }

    static StorageObject object(GcpSettings settings, String key) {
        return new StorageObject().setName(settings.prefix() + key).setContentType(BINARY);
    }

    // A store that does not look at sums keeps what came.
    private void requireSame(String sum, StorageObject stored) {
        if (stored.getCrc32c() != null && !sum.equals(stored.getCrc32c())) {
            connection.call(
                    "delete " + key + ", which arrived changed,",
                    "storage.objects.delete",
                    session -> session.storage()
                            .objects()
                            .delete(settings.bucket(), settings.prefix() + key)
                            .setIfGenerationMatch(stored.getGeneration())
                            .execute());
            throw GoletaException.retryable(
                    Fault.STORAGE, "Could not store " + key + " in " + settings.where() + ": it arrived changed", null);
        }
    }

    private void fill(UploadBuffer buffer, InputStream content) {
        try {
            buffer.fill(content);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void requireEnd(long announced, long came, InputStream content) {
        if (announced < 0) {
            return;
        }
        if (announced != came) {
            throw otherLength(announced, came > announced ? "more" : String.valueOf(came));
        }
        try {
            if (content.read() >= 0) {
                throw otherLength(announced, "more");
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private GoletaException unreadable(IOException e) {
        return new GoletaException(
                Fault.STORAGE, "Could not store " + key + ": reading its content failed: " + e.getMessage(), e);
    }

    private GoletaException otherLength(long announced, String came) {
        return new GoletaException(
                Fault.STORAGE,
                "Could not store " + key + ": " + announced + " bytes were announced, and " + came + " came");
    }
}
