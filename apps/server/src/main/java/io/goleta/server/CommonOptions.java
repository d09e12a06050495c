package io.goleta.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the server and the node agent are told alike. */
final class CommonOptions {
    @Option(
            names = "--plugin-dir",
            paramLabel = "DIR",
            defaultValue = "/plugins",
            description = "folders with plugin jars and zips (default ${DEFAULT-VALUE})",
            split = ",")
    List<Path> pluginDirs = new ArrayList<>();

    @Option(
            names = "--log-level",
            defaultValue = "info",
            description = "debug, info, warning or error (default ${DEFAULT-VALUE})")
    String logLevel = "info";

    @Option(names = "--log-format", defaultValue = "text", description = "text or json (default ${DEFAULT-VALUE})")
    String logFormat = "text";

    @Option(
            names = "--metrics-address",
            defaultValue = ":8085",
            description = "where to answer health checks, metrics and downloads (default ${DEFAULT-VALUE})")
    String metricsAddress = ":8085";

    @Option(
            names = {"-n", "--namespace"},
            defaultValue = "${env:VELERO_NAMESPACE:-velero}",
            description = "the namespace this installation lives in (default velero)")
    String namespace = "velero";

    @Option(
            names = "--kubeconfig",
            description = "default: KUBECONFIG, else ~/.kube/config, else the pod's service account")
    @Nullable
    Path kubeconfig;

    @Option(names = "--kubecontext", description = "default: the kubeconfig's current context")
    @Nullable
    String kubecontext;

    @Option(
            names = "--features",
            paramLabel = "NAMES",
            split = ",",
            description = "Velero's feature flags; none of them means anything here")
    List<String> features = new ArrayList<>();
}
