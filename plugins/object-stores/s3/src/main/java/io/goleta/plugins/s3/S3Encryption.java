package io.goleta.plugins.s3;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Server-side encryption: the bucket's default, a chosen mode or KMS key, or a customer key sent with each request. */
final class S3Encryption {
    private static final String ALGORITHM = "AES256";
    private static final int KEY_BYTES = 32;

    private final @Nullable String mode;
    private final @Nullable String kmsKey;
    private final @Nullable CustomerKey customerKey;

    private S3Encryption(@Nullable String mode, @Nullable String kmsKey, @Nullable CustomerKey customerKey) {
        this.mode = mode;
        this.kmsKey = kmsKey;
        this.customerKey = customerKey;
    }

    // Not a record: its toString would show the key.
    private static final class CustomerKey {
        final String base64;
        final String md5;

        CustomerKey(byte[] key) {
            base64 = Base64.getEncoder().encodeToString(key);
            try {
                md5 = Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("MD5").digest(key));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has MD5", e);
            }
        }
    }

    /** Each argument may be empty. */
    static S3Encryption of(String mode, String kmsKey, String customerKeyFile) {
        if (customerKeyFile.isEmpty()) {
            String chosen = mode.isEmpty() && !kmsKey.isEmpty() ? "aws:kms" : mode;
            return new S3Encryption(chosen.isEmpty() ? null : chosen, kmsKey.isEmpty() ? null : kmsKey, null);
        }
        if (!kmsKey.isEmpty()) {
            throw new GoletaException(
                    Fault.USER, "kmsKeyId and customerKeyEncryptionFile are mutually exclusive; remove one of them");
        }
        return new S3Encryption(null, null, new CustomerKey(read(Path.of(customerKeyFile))));
    }

    boolean hasCustomerKey() {
        return customerKey != null;
    }

    void apply(PutObjectRequest.Builder request) {
        request.serverSideEncryption(mode).ssekmsKeyId(kmsKey);
        if (customerKey != null) {
            request.sseCustomerAlgorithm(ALGORITHM)
                    .sseCustomerKey(customerKey.base64)
                    .sseCustomerKeyMD5(customerKey.md5);
        }
    }

    void apply(CreateMultipartUploadRequest.Builder request) {
        request.serverSideEncryption(mode).ssekmsKeyId(kmsKey);
        if (customerKey != null) {
            request.sseCustomerAlgorithm(ALGORITHM)
                    .sseCustomerKey(customerKey.base64)
                    .sseCustomerKeyMD5(customerKey.md5);
        }
    }

    void apply(UploadPartRequest.Builder request) {
        if (customerKey != null) {
            request.sseCustomerAlgorithm(ALGORITHM)
                    .sseCustomerKey(customerKey.base64)
                    .sseCustomerKeyMD5(customerKey.md5);
        }
    }

    void apply(CompleteMultipartUploadRequest.Builder request) {
        if (customerKey != null) {
            request.sseCustomerAlgorithm(ALGORITHM)
                    .sseCustomerKey(customerKey.base64)
                    .sseCustomerKeyMD5(customerKey.md5);
        }
    }

    void apply(GetObjectRequest.Builder request) {
        if (customerKey != null) {
            request.sseCustomerAlgorithm(ALGORITHM)
                    .sseCustomerKey(customerKey.base64)
                    .sseCustomerKeyMD5(customerKey.md5);
        }
    }

    void apply(HeadObjectRequest.Builder request) {
        if (customerKey != null) {
            request.sseCustomerAlgorithm(ALGORITHM)
                    .sseCustomerKey(customerKey.base64)
                    .sseCustomerKeyMD5(customerKey.md5);
        }
    }

    private static byte[] read(Path file) {
        byte[] key;
        try {
            key = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new GoletaException(Fault.USER, "Cannot read customerKeyEncryptionFile " + file + ": " + e, e);
        }
        if (key.length != KEY_BYTES) {
            throw new GoletaException(
                    Fault.USER,
                    "customerKeyEncryptionFile " + file + " has " + key.length + " bytes; expected " + KEY_BYTES);
        }
        return key;
    }
}
