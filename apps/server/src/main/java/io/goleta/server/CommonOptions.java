package io.goleta.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags shared by server and node agent. */
final class CommonOptions {
    @Option(
            names = "--plugin-dir",
            paramLabel = "DIR",
            defaultValue = "/plugins",
            description = "directories with plugin jars and zips (default ${DEFAULT-VALUE})",
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
            description = "address of health checks, metrics and downloads (default ${DEFAULT-VALUE})")
    String metricsAddress = ":8085";

    @Option(
            names = {"-n", "--namespace"},
            defaultValue = "${env:VELERO_NAMESPACE:-velero}",
            description = "namespace of this installation (default velero)")
    String namespace = "velero";

    @Option(
            names = "--kubeconfig",
            description = "kubeconfig file (default: KUBECONFIG, else ~/.kube/config, else the pod's service account)")
    @Nullable
    Path kubeconfig;

    @Option(names = "--kubecontext", description = "context of the kubeconfig (default: its current context)")
    @Nullable
    String kubecontext;

    @Option(
            names = "--features",
            paramLabel = "NAMES",
            split = ",",
            description = "Velero's feature flags; accepted, without effect")
    List<String> features = new ArrayList<>();

    @Option(
            names = "--plugin-timeout",
            paramLabel = "DURATION",
            defaultValue = "10m",
            converter = DurationConverter.class,
            description =
                    "how long a call of a plugin may take before it is given up; transfers of volumes have no limit"
                            + " (default ${DEFAULT-VALUE})")
    Duration pluginTimeout = Duration.ofMinutes(10);

    /** The first checks of a process. */
    OptionChecks checks() {
        return new OptionChecks()
                .name("--namespace (VELERO_NAMESPACE)", namespace)
                .address("--metrics-address", metricsAddress)
                .positive("--plugin-timeout", pluginTimeout);
    }
}
