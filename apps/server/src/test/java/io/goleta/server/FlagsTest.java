package io.goleta.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.server.controller.ControllerNames;
import io.goleta.spi.error.GoletaException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FlagsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--log-level=debug",
                "--log-format=json",
                "--plugin-dir=/plugins",
                "--metrics-address=:8085",
                "--backup-sync-period=1m0s",
                "--restic-timeout=4h0m0s",
                "--fs-backup-timeout=4h0m0s",
                "--restore-only",
                "--restore-only=false",
                "--disable-controllers=gc,backup-sync",
                "--restore-resource-priorities=pods,-,services",
                "--default-backup-storage-location=default",
                "--store-validation-frequency=1m0s",
                "--default-volume-snapshot-locations=aws:one,gcp:two",
                "--client-qps=20",
                "--client-burst=30",
                "--client-page-size=0",
                "--profiler-address=localhost:6060",
                "--terminating-resource-timeout=10m0s",
                "--default-backup-ttl=720h0m0s",
                "--default-restic-prune-frequency=168h0m0s",
                "--default-repo-maintain-frequency=168h0m0s",
                "--garbage-collection-frequency=1h",
                "--default-volumes-to-restic",
                "--default-volumes-to-restic=true",
                "--default-volumes-to-fs-backup",
                "--features=",
                "--features=EnableCSI,EnableAPIGroupVersions",
                "--namespace=velero",
                "--kubeconfig=/x",
                "--kubecontext=y",
                "--colorized=false",
                "--uploader-type=restic",
                "--item-operation-sync-frequency=1m",
                "--default-item-operation-timeout=4h",
                "--resource-timeout=10m",
                "--max-concurrent-k8s-connections=30",
                "--schedule-skip-immediately=false",
                "--node-agent-configmap=node-agent-config",
                "--backup-repository-configmap=c",
                "--repo-maintenance-job-configmap=c",
                "--keep-latest-maintenance-jobs=3",
                "--maintenance-job-cpu-request=1",
                "--maintenance-job-cpu-limit=1",
                "--maintenance-job-mem-request=1Gi",
                "--maintenance-job-mem-limit=1Gi",
                "--item-block-worker-count=1",
                "--concurrent-backups=1",
                "--volume-group-snapshot-label-key=velero.io/volume-group",
                "--default-snapshot-move-data=false",
                "--disable-informer-cache=false"
            })
    void theServerTakesEveryFlagOfVelerosServer(String flag) {
        assertThatCode(() -> ServerMain.commandLine().parseArgs("server", flag)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"restic", "node-agent"})
    void theAgentTakesTheFlagsOfVelerosAgent(String group) {
        assertThatCode(() -> ServerMain.commandLine()
                        .parseArgs(
                                group,
                                "server",
                                "--node-name=n",
                                "--log-level=info",
                                "--log-format=text",
                                "--features=",
                                "--resource-timeout=10m",
                                "--data-mover-prepare-timeout=30m",
                                "--node-agent-configmap=c",
                                "--backup-repository-configmap=c",
                                "--metrics-address=:8085",
                                "--colorized"))
                .doesNotThrowAnyException();
    }

    @Test
    void theAgentReadsNoFolderOfItsNodeUnlessItIsTold() {
        AgentOptions untold = CommandLine.populateCommand(new AgentOptions(), "--node-name=n");
        AgentOptions told = CommandLine.populateCommand(
                new AgentOptions(), "--node-name=n", "--host-path=/srv:/opt/a", "--writable-host-path=/srv");

        assertThat(untold.hostPaths).isEmpty();
        assertThat(untold.writableHostPaths).isEmpty();
        assertThat(told.hostPaths).containsExactly(Path.of("/srv"), Path.of("/opt/a"));
        assertThat(told.writableHostPaths).containsExactly(Path.of("/srv"));
    }

    @Test
    void aFlagThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> ServerMain.commandLine().parseArgs("server", "--no-such-flag"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("--no-such-flag");
    }

    @Test
    void disabledControllersDoNotRun() {
        ControllerNames controllers = new ControllerNames(List.of("gc", "backup-repo", "schedule"), false);

        assertThat(controllers.runs(ControllerNames.GARBAGE_COLLECTION)).isFalse();
        assertThat(controllers.runs(ControllerNames.REPOSITORY)).isFalse();
        assertThat(controllers.runs(ControllerNames.RESTORE)).isTrue();
    }

    @Test
    void controllersOfNewerVeleroCanBeDisabledWithoutEffect() {
        List<String> names = List.of("backup-queue", "restore-finalizer", "gc");

        assertThatCode(() -> new ControllerNames(names, false)).doesNotThrowAnyException();
        assertThat(ControllerNames.withoutEffect(names)).containsExactly("backup-queue", "restore-finalizer");
    }

    @Test
    void aServerForRestoresOnlyMakesAndDeletesNoBackups() {
        ControllerNames controllers = new ControllerNames(List.of(), true);

        assertThat(List.of(ControllerNames.BACKUP, ControllerNames.GARBAGE_COLLECTION, ControllerNames.BACKUP_DELETION))
                .noneMatch(controllers::runs);
        assertThat(List.of(ControllerNames.RESTORE, ControllerNames.BACKUP_SYNC, ControllerNames.DOWNLOAD_REQUEST))
                .allMatch(controllers::runs);
    }

    @Test
    void aControllerThatDoesNotExistCannotBeDisabled() {
        assertThatThrownBy(() -> new ControllerNames(List.of("backup", "bakcup"), false))
                .isInstanceOf(GoletaException.class)
                .hasMessage("Invalid value for --disable-controllers flag provided: bakcup. Valid values are: backup,"
                        + "backup-deletion,backup-sync,download-request,gc,restic-repo,restore,schedule,"
                        + "server-status-request");
    }
}
