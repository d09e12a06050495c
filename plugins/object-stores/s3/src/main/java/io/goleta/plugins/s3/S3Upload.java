package io.goleta.plugins.s3;

import io.goleta.plugins.stores.UploadBuffer;
import io.goleta.plugins.stores.UploadContent;
import io.goleta.plugins.stores.UploadMemory;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Stores one object: with one request if its length is known and not too large, otherwise as a multipart upload. Either way the bytes
 * of a request are in memory, so that the SDK can retry it.
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
     * @param whole sends an object that fits into one request
     */
    void put(InputStream content, long length, Consumer<UploadBuffer> whole) {
        PartSizes sizes = new PartSizes(length);
        UploadContent source = new UploadContent(key, content, length);
        int first = length >= 0 && length <= UploadMemory.LARGEST_WHOLE ? (int) length : sizes.of(1);
        try (UploadBuffer buffer = new UploadBuffer(connection.uploadMemory(), first)) {
            source.fill(buffer);
            if (!buffer.isFull() || length == first) {
                source.requireEnd(buffer.length());
                whole.accept(buffer);
            } else {
                putParts(buffer, source, sizes);
            }
        }
    }

    private void putParts(UploadBuffer buffer, UploadContent content, PartSizes sizes) {
        new MultipartUpload(settings, connection, key).run(upload -> {
            long sent = 0;
            for (int number = 1; buffer.length() > 0; number++) {
                upload.send(number, body(buffer));
                sent += buffer.length();
                buffer.resize(sizes.of(number + 1));
                content.fill(buffer);
            }
            content.requireLength(sent);
        });
    }

    /**
     * @param sha256 for the store to verify
     */
    PutObjectResponse putWhole(UploadBuffer buffer, @Nullable Sha256 sha256) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(settings.prefix() + key)
                .tagging(settings.tagging().isEmpty() ? null : settings.tagging())
                .checksumAlgorithm(sha256 == null ? settings.checksum().orElse(null) : null)
                .checksumSHA256(sha256 == null ? null : sha256.base64())
                .overrideConfiguration(override ->
                        override.apiCallAttemptTimeout(connection.timeouts().upload(buffer.length())));
        settings.encryption().apply(request);
        return connection.call("store " + key, "s3:PutObject", s3 -> s3.putObject(request.build(), body(buffer)));
    }

    private static RequestBody body(UploadBuffer buffer) {
        return RequestBody.fromContentProvider(buffer::open, buffer.length(), "application/octet-stream");
    }
}
