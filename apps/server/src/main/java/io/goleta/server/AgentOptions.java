package io.goleta.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What the node agent is told besides {@link CommonOptions}. */
final class AgentOptions {
    @Option(
            names = "--node-name",
            defaultValue = "${env:NODE_NAME}",
            required = true,
            description = "the node this agent runs on (default: environment variable NODE_NAME)")
    String nodeName = "";

    @Option(
            names = "--host-pods",
            paramLabel = "DIR",
            defaultValue = "/host_pods",
            description = "where the kubelet's folder of pods is mounted (default ${DEFAULT-VALUE})")
    Path hostPods = Path.of("/host_pods");

    @Option(
            names = "--volumes-at-once",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "how many volumes of this node are moved at the same time, unless the ConfigMap of node agents says"
                            + " otherwise (default ${DEFAULT-VALUE})")
    int volumesAtOnce = 4;

    @Option(
            names = "--host-path",
            paramLabel = "DIR",
            split = ":",
            defaultValue = "${env:GOLETA_HOST_PATHS}",
            description =
                    "folders of the node, separated by colons, from which hostPath volumes may be backed up (default:"
                            + " environment variable GOLETA_HOST_PATHS)")
    List<Path> hostPaths = new ArrayList<>();

    @Option(
            names = "--writable-host-path",
            paramLabel = "DIR",
            split = ":",
            defaultValue = "${env:GOLETA_WRITABLE_HOST_PATHS}",
            description =
                    "those of them, separated by colons, into which hostPath volumes may be restored (default: environment"
                            + " variable GOLETA_WRITABLE_HOST_PATHS)")
    List<Path> writableHostPaths = new ArrayList<>();

    @Option(
            names = "--host-path-mounts",
            paramLabel = "DIR",
            defaultValue = "/host_paths",
            description = "the folder below which they are mounted under their own paths (default ${DEFAULT-VALUE})")
    Path hostPathMounts = Path.of("/host_paths");
}
