package io.goleta.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A server that speaks S3, on this machine, under the address by which pods reach it. */
final class S3Server implements AutoCloseable {
    private static final String KEY_ID = "AKIDGOLETAE2E";
    private static final String SECRET = "e2e/s3cr3t+of/this=test";

    private final S3Proxy server;
    private final String host;

    S3Server(Path folder, String bucket, String host) throws Exception {
        Files.createDirectories(folder.resolve(bucket));
        this.host = host;
        server = S3Proxy.builder()
                .endpoint(URI.create("http://" + host + ":0"))
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY_ID, SECRET)
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
    }

    String url() {
        return "http://" + host + ":" + server.getPort();
    }

    static String secret() {
        return SECRET;
    }

    /** The file {@code cloud} of a Secret, as a Secret holds it. */
    static String encodedCredentials() {
        return Base64.getEncoder()
                .encodeToString(("[default]\naws_access_key_id=" + KEY_ID + "\naws_secret_access_key=" + SECRET + "\n")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Runs plain restic with its own S3 backend. */
    String restic(String repository, String password, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("restic", "-r", repository, "--no-cache"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "RESTIC_PASSWORD", password,
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", KEY_ID,
                        "AWS_SECRET_ACCESS_KEY", SECRET));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
        return output;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
