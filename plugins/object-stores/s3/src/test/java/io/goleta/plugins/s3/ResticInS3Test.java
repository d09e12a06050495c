package io.goleta.plugins.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.plugins.stores.ResticContract;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import io.goleta.testkit.action.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Volumes in a bucket, on which restic's own S3 backend works as well. */
class ResticInS3Test extends ResticContract {
    private S3Server server;
    private String bucket;

    @BeforeEach
    void startServer() throws IOException {
        server = S3Server.start(Files.createDirectory(folder.resolve("server")));
        bucket = server.bucket();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Override
    protected ObjectStore openStore() throws IOException {
        return new S3ObjectStoreFactory()
                .create(
                        new PluginConfig("location velero/default", server.settings(folder, bucket, "p")),
                        TestContext.in(folder));
    }

    @Test
    void verifiesAndRestoresWhatGoletaWrote() throws Exception {
        Snapshot snapshot;
        try (ObjectStore store = openStore();
                DataMover mover = openMover(store)) {
            mover.prepare();
            snapshot = mover.backUp(new VolumeSource(volume(), Map.of("backup", "daily"), Optional.empty()), _ -> {});
        }

        assertThat(restic(folder, "check", "--read-data")).contains("no errors were found");
        restic(folder, "restore", snapshot.id(), "--target=" + folder.resolve("restored"));
        assertSameFiles(folder.resolve("restored"));
    }

    @Test
    void wroteWhatGoletaRestores() throws Exception {
        restic(folder, "init");
        restic(volume(), "backup", ".", "--host=velero", "--tag=volume=data");

        try (ObjectStore store = openStore();
                DataMover mover = openMover(store)) {
            mover.connect();
            Snapshot found = mover.find(Map.of("volume", "data")).orElseThrow();
            mover.restore(found.id(), Files.createDirectory(folder.resolve("restored")), _ -> {});
            mover.forget(List.of(found.id()));
            mover.maintain();
        }

        assertSameFiles(folder.resolve("restored"));
        assertThat(restic(folder, "check", "--read-data")).contains("no errors were found");
    }

    private String restic(Path directory, String... arguments) throws Exception {
        Map<String, String> environment = Map.of(
                "RESTIC_REPOSITORY",
                "s3:" + server.url() + "/" + bucket + "/p/" + REPOSITORY,
                "AWS_DEFAULT_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                S3Server.KEY_ID,
                "AWS_SECRET_ACCESS_KEY",
                S3Server.SECRET);
        return restic(directory, environment, arguments);
    }
}
