package io.goleta.plugins.s3;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Stores one object. What fits into a part is sent with one request, everything else part by part. Either way what is being sent is in
 * memory, one part at most, so that the SDK can send it again when the store falters.
 */
final class Upload {
    private final S3Settings settings;
    private final Connection connection;
    private final String key;

    Upload(S3Settings settings, Connection connection, String key) {
        this.settings = settings;
        this.connection = connection;
        this.key = key;
    }

    /**
     * @param length -1 when unknown
     */
    void put(InputStream content, long length) {
        PartSizes sizes = new PartSizes(length);
        if (length >= 0 && length < sizes.of(1)) {
            byte[] whole = new byte[(int) length + 1]; // one more, to see whether there is more
            putWhole(whole, requireLength(length, fill(content, whole)));
            return;
        }
        byte[] part = new byte[sizes.of(1)];
        int read = fill(content, part);
        if (read < part.length) {
            putWhole(part, requireLength(length, read));
            return;
        }
        new MultipartUpload(settings, connection, key).carryOut(upload -> {
            byte[] buffer = part;
            long sent = 0;
            for (int number = 1, filled = read; filled > 0; number++, filled = fill(content, buffer)) {
                upload.send(number, body(buffer, filled));
                sent += filled;
                buffer = sizes.of(number + 1) == buffer.length ? buffer : new byte[sizes.of(number + 1)];
            }
            requireLength(length, sent);
        });
    }

    private void putWhole(byte[] bytes, int length) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(settings.prefix() + key)
                .tagging(settings.tagging().isEmpty() ? null : settings.tagging())
                .checksumAlgorithm(settings.checksum().orElse(null));
        settings.encryption().apply(request);
        connection.call("store " + key, "s3:PutObject", s3 -> s3.putObject(request.build(), body(bytes, length)));
    }

    private static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
    }

    private int fill(InputStream content, byte[] buffer) {
        try {
            return content.readNBytes(buffer, 0, buffer.length);
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.STORAGE, "Could not store " + key + ": reading its content failed: " + e.getMessage(), e);
        }
    }

    private int requireLength(long announced, int came) {
        requireLength(announced, (long) came);
        return came;
    }

    private void requireLength(long announced, long came) {
        if (announced >= 0 && announced != came) {
            throw new GoletaException(
                    Fault.STORAGE,
                    "Could not store " + key + ": " + announced + " bytes were announced, and "
                            + (came > announced ? "more" : came) + " came");
        }
    }
}
