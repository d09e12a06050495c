package io.goleta.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Flags of the node agent besides {@link CommonOptions}. */
final class AgentOptions {
    @Option(
            names = "--node-name",
            defaultValue = "${env:NODE_NAME:-}",
            description = "node this agent runs on (default: environment variable NODE_NAME)")
    String nodeName = "";

    @Option(
            names = "--host-pods",
            paramLabel = "DIR",
            defaultValue = "/host_pods",
            description = "mount of the kubelet's pods directory (default ${DEFAULT-VALUE})")
    Path hostPods = Path.of("/host_pods");

    @Option(
            names = "--volumes-at-once",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "volumes of this node that are transferred concurrently, unless the node agent ConfigMap sets a"
                            + " number (default ${DEFAULT-VALUE})")
    int volumesAtOnce = 4;

    @Option(
            names = "--host-path",
            paramLabel = "DIR",
            split = ":",
            defaultValue = "${env:GOLETA_HOST_PATHS}",
            description =
                    "directories of the node, separated by colons, from which hostPath volumes may be backed up (default:"
                            + " environment variable GOLETA_HOST_PATHS)")
    List<Path> hostPaths = new ArrayList<>();

    @Option(
            names = "--writable-host-path",
            paramLabel = "DIR",
            split = ":",
            defaultValue = "${env:GOLETA_WRITABLE_HOST_PATHS}",
            description =
                    "those of --host-path, separated by colons, into which hostPath volumes may be restored (default: environment"
                            + " variable GOLETA_WRITABLE_HOST_PATHS)")
    List<Path> writableHostPaths = new ArrayList<>();

    @Option(
            names = "--host-path-mounts",
            paramLabel = "DIR",
            defaultValue = "/host_paths",
            description = "directory under which the directories of --host-path are mounted (default ${DEFAULT-VALUE})")
    Path hostPathMounts = Path.of("/host_paths");

    /**
     * @param checks goes on with these flags
     * @throws io.goleta.spi.error.GoletaException USER when a value makes no sense, with all of them
     */
    void verify(OptionChecks checks) {
        checks.node("--node-name (NODE_NAME)", nodeName)
                .range("--volumes-at-once", volumesAtOnce, 1, 64)
                .absolute("--host-path (GOLETA_HOST_PATHS)", hostPaths)
                .absolute("--writable-host-path (GOLETA_WRITABLE_HOST_PATHS)", writableHostPaths)
                .verify();
    }
}
