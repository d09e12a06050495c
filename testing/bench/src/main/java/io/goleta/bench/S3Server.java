package io.goleta.bench;

import io.goleta.plugins.s3.S3ObjectStoreFactory;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.store.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link S3ServerMain} in its process, and the two ways to it. */
final class S3Server implements AutoCloseable {
    private final Path folder;
    private final Process process;
    private final int port;
    private final Optional<Certificate> certificate;

    private S3Server(Path folder, Process process, int port, Optional<Certificate> certificate) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.certificate = certificate;
    }

    /**
     * @param certificate for TLS; without one the server speaks plain HTTP
     */
    static S3Server start(Path folder, Optional<Certificate> certificate) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                S3ServerMain.class.getName(),
                folder.toString()));
        certificate.map(Certificate::keyStore).map(Path::toString).ifPresent(line::add);
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new S3Server(folder, process, Integer.parseInt(said.readLine()), certificate);
    }

    /** Makes an empty bucket, or empties one. */
    void bucket(String name) {
        SampleTrees.fresh(folder.resolve(name));
    }

    /** Through the plugin as users have it. */
    ObjectStore store(String bucket, BenchContext context) throws IOException {
        Path credentials = Files.writeString(
                folder.resolveSibling("credentials"),
                "[default]\naws_access_key_id=" + S3ServerMain.KEY_ID + "\naws_secret_access_key=" + S3ServerMain.SECRET
                        + "\n");
        Map<String, String> config = new HashMap<>(Map.of(
                "bucket",
                bucket,
                "s3Url",
                url(),
                "region",
                "us-east-1",
                "s3ForcePathStyle",
                "true",
                "credentialsFile",
                credentials.toString()));
        if (certificate.isPresent()) {
            config.put("caCert", Files.readString(certificate.get().pem()));
        }
        return new S3ObjectStoreFactory().create(new PluginConfig("bench", config), context);
    }

    /** Through restic's own backend. */
    BareRestic restic(String bucket, Path cache) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_ACCESS_KEY_ID", S3ServerMain.KEY_ID,
                "AWS_SECRET_ACCESS_KEY", S3ServerMain.SECRET,
                "AWS_DEFAULT_REGION", "us-east-1"));
        certificate.ifPresent(
                trusted -> environment.put("SSL_CERT_FILE", trusted.pem().toString()));
        return new BareRestic("s3:" + url() + "/" + bucket + "/restic/bench", cache, environment);
    }

    private String url() {
        return (certificate.isPresent() ? "https" : "http") + "://127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
