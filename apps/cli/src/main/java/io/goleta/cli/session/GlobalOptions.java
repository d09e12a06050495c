package io.goleta.cli.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Flags that every command takes, before or after its own. */
public class GlobalOptions {
    @Option(
            names = {"-n", "--namespace"},
            scope = ScopeType.INHERIT,
            paramLabel = "NAMESPACE",
            description = "The namespace Velero runs in (config file, $VELERO_NAMESPACE, or \"velero\").")
    @Nullable
    String namespace;

    @Option(
            names = "--kubeconfig",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The kubeconfig ($KUBECONFIG, ~/.kube/config, or the pod's service account).")
    @Nullable
    String kubeconfig;

    @Option(
            names = "--kubecontext",
            scope = ScopeType.INHERIT,
            paramLabel = "CONTEXT",
            description = "The context of the kubeconfig to use (its current one).")
    @Nullable
    String kubecontext;

    @Option(
            names = "--colorized",
            scope = ScopeType.INHERIT,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Colours on a terminal (true).")
    @Nullable
    Boolean colorized;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(names = "--features", scope = ScopeType.INHERIT, split = ",", hidden = true)
    List<String> features = List.of();

    // Accepted for scripts that pass the flags of Velero's logging library; they have no effect.
    @Option(
            names = {
                "-v",
                "--v",
                "--vmodule",
                "--stderrthreshold",
                "--log_backtrace_at",
                "--log_dir",
                "--log_file",
                "--log_file_max_size"
            },
            scope = ScopeType.INHERIT,
            hidden = true)
    List<String> ignored = List.of();

    @Option(
            names = {"--logtostderr", "--alsologtostderr", "--add_dir_header", "--skip_headers", "--skip_log_headers"},
            scope = ScopeType.INHERIT,
            arity = "0..1",
            fallbackValue = "true",
            hidden = true)
    @Nullable
    Boolean ignoredToo;
}
