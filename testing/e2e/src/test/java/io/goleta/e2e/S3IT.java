package io.goleta.e2e;

import static io.goleta.e2e.Kubectl.awaitReady;
import static io.goleta.e2e.Kubectl.kubectl;
import static io.goleta.e2e.Velero.velero;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A second location, in a bucket of a server that speaks S3, beside the default one. */
@ExtendWith(Installed.class)
class S3IT {
    private static final String NAMESPACE = "e2e-s3";

    @TempDir
    Path folder;

    private S3Server server;

    @BeforeEach
    void startServer() throws Exception {
        server = new S3Server(folder, "bucket", Velero.property("e2e.host"));
    }

    @AfterEach
    void clean() throws Exception {
        Kubectl.deleteNamespace(NAMESPACE);
        Velero.run("backup delete in-s3 --confirm");
        Kubectl.awaitGone("-n velero backup/in-s3");
        Velero.run("backup-location delete s3 --confirm");
        server.close();
    }

    @Test
    void holdsObjectsAndVolumesThatPlainResticReadsToo() throws Exception {
        Kubectl.apply("{apiVersion: v1, kind: Secret, metadata: {name: s3, namespace: velero}, data: {cloud: "
                + S3Server.encodedCredentials() + "}}");
        velero("backup-location create s3 --provider aws --bucket bucket --prefix some/where --credential s3=cloud"
                + " --config region=us-east-1,s3ForcePathStyle=true,s3Url=" + server.url());
        Kubectl.awaitField("-n velero backupstoragelocation/s3", ".status.phase", "Available");
        String files = application();

        velero("backup create in-s3 --include-namespaces e2e-s3 --storage-location s3 --wait");

        assertThat(Velero.phase("backup", "in-s3")).isEqualTo("Completed");
        String repository = server.url() + "/bucket/some/where/restic/e2e-s3";
        assertThat(Velero.volumeBackups("in-s3"))
                .singleElement()
                .satisfies(backup ->
                        assertThat(backup.at("/spec/repoIdentifier").asText()).isEqualTo("s3:" + repository));
        assertThat(server.restic("s3:" + repository, repositoryPassword(), "check", "--read-data"))
                .contains("no errors were found");
        assertThat(velero("backup describe in-s3 --details")).contains("e2e-s3/app: data");
        assertThat(velero("backup logs in-s3")).contains("Volume data of pod app is backed up");

        Kubectl.deleteNamespace(NAMESPACE);
        velero("restore create from-s3 --from-backup in-s3 --wait");
        awaitReady(NAMESPACE, "app");
        assertThat(Velero.phase("restore", "from-s3")).isEqualTo("Completed");
        assertThat(Files.print(NAMESPACE, "app", "/data")).isEqualTo(files);
        assertThat(kubectl("-n velero logs deploy/velero")).doesNotContain(S3Server.secret());
        assertThat(kubectl("-n velero logs -l name=restic --tail=-1")).doesNotContain(S3Server.secret());
    }

    private static String application() {
        Apps.namespace(NAMESPACE);
        Kubectl.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: app, namespace: e2e-s3, annotations: {backup.velero.io/backup-volumes: data}}
                spec:
                  containers: [%s]
                  volumes: [{name: data, emptyDir: {}}]
                """.formatted(Apps.container("main", "{name: data, mountPath: /data}")));
        awaitReady(NAMESPACE, "app");
        Files.fill(NAMESPACE, "app", "/data", 32);
        return Files.print(NAMESPACE, "app", "/data");
    }

    private static String repositoryPassword() {
        String encoded =
                kubectl("-n velero get secret velero-restic-credentials -o jsonpath={.data.repository-password}");
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
