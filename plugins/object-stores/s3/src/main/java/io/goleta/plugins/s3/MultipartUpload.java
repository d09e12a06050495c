package io.goleta.plugins.s3;

import io.goleta.spi.error.GoletaException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** A multipart upload. The object appears when it is completed; a failure aborts it and deletes its parts. */
final class MultipartUpload {
    private final S3Settings settings;
    private final S3Connection connection;
    private final String key;

    MultipartUpload(S3Settings settings, S3Connection connection, String key) {
        this.settings = settings;
        this.connection = connection;
        this.key = key;
    }

    /**
     * @param sender sends all parts, the first numbered 1
     */
    void run(Consumer<Parts> sender) {
        Parts parts = new Parts(create());
        try {
            sender.accept(parts);
            parts.complete();
        } catch (RuntimeException e) {
            parts.abort(e);
            throw e;
        }
    }

    private String create() {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(settings.bucket())
                .key(settings.prefix() + key)
                .contentType("application/octet-stream")
                .tagging(settings.tagging().isEmpty() ? null : settings.tagging())
                .checksumAlgorithm(settings.checksum().orElse(null));
        settings.encryption().apply(request);
        return connection
                .call("store " + key, "s3:PutObject", s3 -> s3.createMultipartUpload(request.build()))
                .uploadId();
    }

    /** The parts of one upload. */
    final class Parts {
        private final String id;
        private final List<CompletedPart> sent = new ArrayList<>();

        private Parts(String id) {
            this.id = id;
        }

        void send(int number, RequestBody body) {
            long length = body.optionalContentLength().orElse(0L);
            UploadPartRequest.Builder request = UploadPartRequest.builder()
                    .bucket(settings.bucket())
                    .key(settings.prefix() + key)
                    .uploadId(id)
                    .partNumber(number)
                    .checksumAlgorithm(settings.checksum().orElse(null))
                    .overrideConfiguration(override ->
                            override.apiCallAttemptTimeout(connection.timeouts().upload(length)));
            settings.encryption().apply(request);
            UploadPartResponse response = connection.call(
                    "store part " + number + " of " + key, "s3:PutObject", s3 -> s3.uploadPart(request.build(), body));
            sent.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(response.eTag())
                    .checksumCRC32(response.checksumCRC32())
                    .checksumCRC32C(response.checksumCRC32C())
                    .checksumSHA1(response.checksumSHA1())
                    .checksumSHA256(response.checksumSHA256())
                    .build());
        }

        private void complete() {
            CompleteMultipartUploadRequest.Builder request = CompleteMultipartUploadRequest.builder()
                    .bucket(settings.bucket())
                    .key(settings.prefix() + key)
                    .uploadId(id)
                    .multipartUpload(upload -> upload.parts(sent));
            settings.encryption().apply(request);
            connection.call("store " + key, "s3:PutObject", s3 -> s3.completeMultipartUpload(request.build()));
        }

        // Also when the thread was interrupted: parts that stay cost money, and listings do not show them.
        private void abort(RuntimeException failure) {
            boolean interrupted = Thread.interrupted();
            try {
                connection.call(
                        "abort the upload of " + key,
                        "s3:AbortMultipartUpload",
                        s3 -> s3.abortMultipartUpload(request -> request.bucket(settings.bucket())
                                .key(settings.prefix() + key)
                                .uploadId(id)));
            } catch (GoletaException e) {
                failure.addSuppressed(e);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
