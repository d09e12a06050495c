package io.goleta.plugins.s3;

import io.goleta.plugins.stores.UploadBuffer;
import io.goleta.plugins.stores.UploadMemory;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Stores one object: with one request when its length is known and not too large, else part by part. Either way what is being sent
 * is in memory, so that the SDK can send it again when the store falters.
 */
final class S3Upload {
    private final S3Settings settings;
    private final S3Connection connection;
    private final String key;

    S3Upload(S3Settings settings, S3Connection connection, String key) {
        this.settings = settings;
        this.connection = connection;
        this.key = key;
    }

    /**
     * @param length -1 when unknown
     */
    void put(InputStream content, long length) {
        put(content, length, buffer -> putWhole(buffer, null));
    }

    /**
     * @param length -1 when unknown
     * @param whole sends what goes with one request
     */
    void put(InputStream content, long length, Consumer<UploadBuffer> whole) {
        PartSizes sizes = new PartSizes(length);
        int first = length >= 0 && length <= UploadMemory.LARGEST_WHOLE ? (int) length : sizes.of(1);
        try (UploadBuffer buffer = new UploadBuffer(connection.uploadMemory(), first)) {
            fill(buffer, content);
            if (!buffer.isFull() || (buffer.length() == length && isAtEnd(content))) {
                requireLength(length, buffer.length());
                whole.accept(buffer);
            } else if (length >= 0 && length <= first) {
                throw otherLength(length, "more");
            } else {
                putParts(buffer, content, length, sizes);
            }
        }
    }

    private void putParts(UploadBuffer buffer, InputStream content, long length, PartSizes sizes) {
        new MultipartUpload(settings, connection, key).carryOut(upload -> {
            long sent = 0;
            for (int number = 1; buffer.length() > 0; number++) {
                upload.send(number, body(buffer));
                sent += buffer.length();
                buffer.resize(sizes.of(number + 1));
                fill(buffer, content);
            }
            requireLength(length, sent);
        });
    }

    /**
     * @param sum for the store to compare
     */
    PutObjectResponse putWhole(UploadBuffer buffer, @Nullable Sha256 sum) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(settings.prefix() + key)
                .tagging(settings.tagging().isEmpty() ? null : settings.tagging())
                .checksumAlgorithm(sum == null ? settings.checksum().orElse(null) : null)
                .checksumSHA256(sum == null ? null : sum.base64())
                .overrideConfiguration(override ->
                        override.apiCallAttemptTimeout(connection.patience().upload(buffer.length())));
        settings.encryption().apply(request);
        return connection.call("store " + key, "s3:PutObject", s3 -> s3.putObject(request.build(), body(buffer)));
    }

    private static RequestBody body(UploadBuffer buffer) {
        return RequestBody.fromContentProvider(buffer::open, buffer.length(), "application/octet-stream");
    }

    private void fill(UploadBuffer buffer, InputStream content) {
        try {
            buffer.fill(content);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private boolean isAtEnd(InputStream content) {
        try {
            return content.read() < 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private GoletaException unreadable(IOException e) {
        return new GoletaException(
                Fault.STORAGE, "Could not store " + key + ": reading its content failed: " + e.getMessage(), e);
    }

    private void requireLength(long announced, long came) {
        if (announced >= 0 && announced != came) {
            throw otherLength(announced, came > announced ? "more" : String.valueOf(came));
        }
    }

    private GoletaException otherLength(long announced, String came) {
        return new GoletaException(
                Fault.STORAGE,
                "Could not store " + key + ": " + announced + " bytes were announced, and " + came + " came");
    }
}
