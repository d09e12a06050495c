package io.goleta.plugins.s3;

import io.goleta.testkit.store.http.ServerCertificate;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A server that speaks S3 and keeps its objects in a folder. */
final class S3Server implements AutoCloseable {
    static final String KEY_ID = "AKIDGOLETATEST";
    static final String SECRET = "s3cr3t/of+the/test";

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final Path folder;
    private final S3Proxy server;
    private final boolean secure;

    private S3Server(Path folder, S3Proxy server, boolean secure) {
        this.folder = folder;
        this.server = server;
        this.secure = secure;
    }

    static S3Server start(Path folder) {
        return start(folder, S3Proxy.builder().endpoint(URI.create("http://127.0.0.1:0")), false);
    }

    static S3Server startSecure(Path folder, ServerCertificate certificate) {
        return start(
                folder,
                S3Proxy.builder()
                        .secureEndpoint(URI.create("https://127.0.0.1:0"))
                        .keyStore(certificate.keyStore().toString(), ServerCertificate.PASSWORD),
                true);
    }

    private static S3Server start(Path folder, S3Proxy.Builder builder, boolean secure) {
        S3Proxy server = builder.blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY_ID, SECRET)
                .ignoreUnknownHeaders(true)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new AssertionError("the S3 server does not start", e);
        }
        return new S3Server(folder, server, secure);
    }

    URI url() {
        return secure
                ? URI.create("https://localhost:" + server.getSecurePort())
                : URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** A new bucket. */
    String bucket() throws java.io.IOException {
        String name = "bucket-" + BUCKETS.incrementAndGet();
        Files.createDirectories(folder.resolve(name));
        return name;
    }

    /** A file of credentials that it accepts. */
    Path credentials(Path work) throws java.io.IOException {
        return credentials(work, KEY_ID, SECRET);
    }

    static Path credentials(Path work, String keyId, String secret) throws java.io.IOException {
        return Files.writeString(
                work.resolve("cloud-" + keyId),
                "[default]\naws_access_key_id=" + keyId + "\naws_secret_access_key=" + secret + "\n");
    }

    /** What a storage location would say. */
    Map<String, String> settings(Path work, String bucket, String prefix) throws java.io.IOException {
        return new HashMap<>(Map.of(
                "bucket",
                bucket,
                "prefix",
                prefix,
                "s3Url",
                url().toString(),
                "region",
                "us-east-1",
                "s3ForcePathStyle",
                "true",
                "credentialsFile",
                credentials(work).toString()));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError("the S3 server does not stop", e);
        }
    }
}
