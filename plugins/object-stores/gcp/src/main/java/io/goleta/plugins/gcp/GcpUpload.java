package io.goleta.plugins.gcp;

import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import io.goleta.plugins.stores.UploadBuffer;
import io.goleta.plugins.stores.UploadContent;
import io.goleta.plugins.stores.UploadMemory;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * Stores one object: with one request if its length is known and not too large, otherwise as a resumable upload. Either way the bytes of a
 * request are in memory, so that it can be retried, and are sent with their CRC32C, so that the store refuses data that was corrupted in
 * transit.
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
        UploadContent source = new UploadContent(key, content, length);
        boolean whole = length >= 0 && length <= UploadMemory.LARGEST_WHOLE;
        try (UploadBuffer buffer = new UploadBuffer(connection.uploadMemory(), whole ? (int) length : CHUNK)) {
            source.fill(buffer);
            if (whole || !buffer.isFull()) {
                source.requireEnd(buffer.length());
                putWhole(buffer);
            } else {
                putChunks(buffer, source);
            }
        }
    }

    private void putWhole(UploadBuffer buffer) {
        CRC32C checksum = new CRC32C();
        buffer.addTo(checksum);
        String crc32c = HashHeader.encode(checksum);
        StorageObject stored = connection.send("store " + key, PERMISSION, buffer.length(), session -> {
            Storage.Objects.Insert insert = session.storage()
                    .objects()
                    .insert(settings.bucket(), object(settings, key).setCrc32c(crc32c), new BufferContent(buffer, 0))
                    .setKmsKeyName(settings.kmsKeyName().isEmpty() ? null : settings.kmsKeyName())
                    .setFields(ResumableUpload.FIELDS);
            insert.setDisableGZipContent(true);
            insert.getMediaHttpUploader().setDirectUploadEnabled(true);
            return insert.execute();
        });
        verify(crc32c, stored);
    }

    private void putChunks(UploadBuffer buffer, UploadContent content) {
        CRC32C checksum = new CRC32C();
        long sent = 0;
        ResumableUpload upload = ResumableUpload.begin(settings, connection, key, content.length());
        try {
            for (; buffer.isFull() && sent + buffer.length() != content.length(); content.fill(buffer)) {
                buffer.addTo(checksum);
                upload.send(buffer);
                sent += buffer.length();
            }
            content.requireEnd(sent + buffer.length());
        } catch (GoletaException e) {
            upload.cancel(e);
            throw e;
        }
        buffer.addTo(checksum);
        String crc32c = HashHeader.encode(checksum);
        verify(crc32c, upload.finish(buffer, crc32c));
    }

    static StorageObject object(GcpSettings settings, String key) {
        return new StorageObject().setName(settings.prefix() + key).setContentType(BINARY);
    }

    // A store that does not verify checksums keeps corrupted data.
    private void verify(String crc32c, StorageObject stored) {
        if (stored.getCrc32c() != null && !crc32c.equals(stored.getCrc32c())) {
            connection.call(
                    "delete the corrupt " + key,
                    "storage.objects.delete",
                    session -> session.storage()
                            .objects()
                            .delete(settings.bucket(), settings.prefix() + key)
                            .setIfGenerationMatch(stored.getGeneration())
                            .execute());
            throw GoletaException.retryable(
                    Fault.STORAGE,
                    "Could not store " + key + " in " + settings.where()
                            + ": CRC32C mismatch: data was corrupted in transit",
                    null);
        }
    }
}
