package io.goleta.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell;
import io.goleta.cli.Shell.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallFlagsTest {
    private static final String LOCATION = "--provider aws --bucket b --no-secret ";

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        shell = new Shell(folder);
        Files.writeString(folder.resolve("key"), "secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--provider aws --bucket -b --no-secret | Bucket names cannot begin with a dash. Bucket name was: -b",
                "--no-default-backup-location --bucket b"
                        + " | Cannot use both --bucket and --no-default-backup-location at the same time",
                "--no-default-backup-location --prefix p"
                        + " | Cannot use both --prefix and --no-default-backup-location at the same time",
                "--no-default-backup-location --backup-location-config a=b"
                        + " | Cannot use both --backup-location-config and --no-default-backup-location at the same time",
                "--bucket b --no-secret | --provider is required",
                "--provider aws --no-secret | --bucket is required",
                "--provider aws --bucket b --no-secret --use-volume-snapshots=false --snapshot-location-config a=b"
                        + " | --snapshot-location-config must be empty when --use-volume-snapshots=false",
                "--provider aws --no-default-backup-location --no-secret"
                        + " | Cannot use both --provider and --no-default-backup-location at the same time",
                "--provider aws --bucket b | One of --secret-file or --no-secret is required",
                "--provider aws --bucket b --secret-file key --no-secret"
                        + " | Cannot use both --secret-file and --no-secret"
            })
    void locationsThatMakeNoSenseAreRefusedInVelerosWords(String flags, String message) {
        assertRefused(flags, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--default-volumes-to-restic" + " | --use-restic is required when using --default-volumes-to-restic",
                "--default-restic-prune-frequency -1h | --default-restic-prune-frequency must be non-negative",
                "--garbage-collection-frequency -1h | --garbage-collection-frequency must be non-negative",
                "--server-replicas 0 | --server-replicas must be at least 1",
                "--velero-pod-cpu-request 2 | CPU request 2 must be less than or equal to CPU limit 1000m",
                "--node-agent-pod-mem-limit lots"
                        + " | memory \"lots\" is not a quantity such as 500m, 2, 512Mi or 1Gi (0 for unbounded)",
                "--service-account-name a --sa-annotations b=c | Cannot use both --sa-annotations and --service-account-name:"
                        + " annotate the existing account yourself",
                "--plugins velero/velero-plugin-for-csi:v0.3.0 | --plugins velero/velero-plugin-for-csi:v0.3.0 is a program"
                        + " for Velero, and Goleta loads plugins as jars; leave it out, or write a plugin"
                        + " (docs/plugin-guide.md)",
                "--uploader-type kopia | --uploader-type must be restic, not \"kopia\": Goleta stores pod"
                        + " volumes in restic repositories",
                "--kubelet-root-dir var | --kubelet-root-dir must be an absolute path, not \"var\"",
                "--allow-host-path srv | --allow-host-path must be an absolute path without \"..\" and \":\", and not the root"
                        + " directory, not \"srv\"",
                "--allow-host-path / | --allow-host-path must be an absolute path without \"..\" and \":\", and not the root"
                        + " directory, not \"/\"",
                "--allow-host-path /:rw | --allow-host-path must be an absolute path without \"..\" and \":\", and not the root"
                        + " directory, not \"/:rw\"",
                "--allow-host-path /srv:rx | --allow-host-path must be an absolute path without \"..\" and \":\", and not the root"
                        + " directory, not \"/srv:rx\"",
                "--allow-host-path /srv --allow-host-path /srv:rw | --allow-host-path was given /srv with and without :rw;"
                        + " give it once",
                "--pod-labels x | invalid argument for --pod-labels: \"x\" is not key=value",
                "-o table | --output must be yaml or json"
            })
    void invalidSettingsAreRefused(String flags, String message) {
        assertRefused(LOCATION + flags, message);
    }

    @Test
    void aFilesystemStoreNeedsItsShareAndNothingElse() {
        String flags = "--provider velero.io/filesystem --bucket b";
        assertRefused(
                flags,
                "--bucket-volume is required when --provider is velero.io/filesystem: name the volume with the"
                        + " buckets, as hostPath:/directory, nfs:server:/export or pvc:claim");
        assertRefused(
                flags + " --bucket-volume pvc:share --backup-location-config root=/srv",
                "root=/srv is outside of --bucket-volume, which is mounted at /buckets");

        assertThat(dryRun(flags + " --bucket-volume pvc:share -o yaml").out())
                .contains("root: /buckets\n")
                .contains("claimName: share\n")
                .doesNotContain("VolumeSnapshotLocation\n  metadata");
    }

    @Test
    void definitionsNeedNoFlags() {
        Run run = dryRun("--crds-only -o yaml");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("name: backups.velero.io").doesNotContain("kind: Deployment");
    }

    @Test
    void bothGenerationsOfNamesMeanTheSame() {
        String old = LOCATION + "-o json --use-restic --default-volumes-to-restic --restic-pod-cpu-limit 2"
                + " --restic-pod-mem-limit 2Gi --restic-pod-cpu-request 1 --restic-pod-mem-request 1Gi"
                + " --default-restic-prune-frequency 24h";
        String current = old.replace("--use-restic", "--use-node-agent --uploader-type restic")
                .replace("to-restic", "to-fs-backup")
                .replace("--restic-pod", "--node-agent-pod")
                .replace("restic-prune", "repo-maintain");

        assertThat(dryRun(old)).isEqualTo(dryRun(current)).returns(0, Run::exitCode);
        assertThat(dryRun(old).out()).contains("--default-restic-prune-frequency=24h0m0s");
    }

    @Test
    void theImageIsThatOfThisVersionUnlessNamed() {
        assertThat(dryRun(LOCATION + "-o yaml").out()).contains("image: goleta/goleta:v");
        assertThat(dryRun(LOCATION + "-o yaml --image example/goleta:x").out())
                .contains("image: example/goleta:x\n")
                .contains("value: example/goleta:x\n");
    }

    @Test
    void featuresOfTheFlagAndOfTheSettingsFileReachServerAndAgents() {
        shell.velero("client", "config", "set", "features=One");

        assertThat(dryRun(LOCATION + "-o json --use-restic --features Two,One").out())
                .containsIgnoringWhitespaces("\"server\", \"--features=One,Two\"")
                .containsIgnoringWhitespaces("\"restic\", \"server\", \"--features=One,Two\"");
    }

    @Test
    void whatVelerosGuidesPassAndGoletaNeedsNotIsAWarning() {
        Run run = dryRun(LOCATION + "-o json --plugins velero/velero-plugin-for-aws:v1.5.0,example/own:v1"
                + " --use-volume-snapshots --snapshot-location-config region=x");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("WARNING: --use-volume-snapshots has no effect"),
                        line -> assertThat(line).startsWith("WARNING: --snapshot-location-config has no effect"),
                        line -> assertThat(line)
                                .startsWith("WARNING: --plugins velero/velero-plugin-for-aws:v1.5.0 has no effect"));
        assertThat(run.out()).contains("example/own:v1").doesNotContain("velero-plugin-for-aws");
        assertThat(dryRun(LOCATION + "--use-volume-snapshots=false").err()).isEmpty();
    }

    @Test
    void flagsOfNewerVelerosReachThePods() {
        assertThat(dryRun(LOCATION
                                + "-o json --use-node-agent --pod-volume-operation-timeout 8h --service-account-name a"
                                + " --server-priority-class-name b --node-agent-priority-class-name c")
                        .out())
                .contains("--fs-backup-timeout=8h0m0s")
                .containsIgnoringWhitespaces("\"serviceAccountName\": \"a\"")
                .containsIgnoringWhitespaces("\"priorityClassName\": \"b\"")
                .containsIgnoringWhitespaces("\"priorityClassName\": \"c\"");
    }

    private void assertRefused(String flags, String message) {
        assertThat(dryRun(flags)).isEqualTo(new Run(1, "", "An error occurred: " + message + "\n"));
    }

    private Run dryRun(String flags) {
        List<String> arguments = new ArrayList<>(List.of("install", "--dry-run"));
        arguments.addAll(List.of(flags.strip().split(" +")));
        return shell.velero(arguments.toArray(String[]::new));
    }
}
