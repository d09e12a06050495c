package io.goleta.cli.session;

import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ClusterConnection;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.core.run.Poller;
import io.goleta.core.run.Sleeper;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of the command. It connects to the cluster on first use, so that help and usage errors need no cluster. */
public final class Session implements AutoCloseable {
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(2);
    private static final String DEFAULT_NAMESPACE = "velero";

    private final Environment environment;
    private final GlobalOptions options;
    private @Nullable ClientConfig config;
    private @Nullable ClusterConnection connection;

    /** @param options must be parsed before the first method is called */
    public Session(Environment environment, GlobalOptions options) {
        this.environment = environment;
        this.options = options;
    }

    /** The environment of the process. */
    public Environment environment() {
        return environment;
    }

    /** Standard output. */
    public PrintStream out() {
        return environment.terminal().out();
    }

    /** The time, in the user's zone. */
    public Clock clock() {
        return environment.clock();
    }

    /** For waiting; flushes the output before each pause, and tolerates an API server that fails for up to two minutes. */
    public Poller poller() {
        Sleeper sleeper = length -> {
            environment.terminal().flush();
            Thread.sleep(length);
        };
        return poller(clock(), sleeper);
    }

    static Poller poller(Clock clock, Sleeper sleeper) {
        return new Poller(clock, sleeper).tolerating(LONGEST_OUTAGE, Session::isTransient);
    }

    private static boolean isTransient(RuntimeException e) {
        return e instanceof GoletaException failure && failure.isRetryable();
    }

    /** The namespace Velero runs in: flag, config file, environment variable, {@code velero}. */
    public String namespace() {
        return Optional.ofNullable(options.namespace)
                .or(() -> config().get("namespace"))
                .or(() -> environment.variable("VELERO_NAMESPACE"))
                .orElse(DEFAULT_NAMESPACE);
    }

    /**
     * Returns the value of {@code --namespace} for a command in which it selects the objects to show, and stops it from selecting
     * Velero's namespace.
     *
     * @param velero Velero's namespace; null for the one in the settings
     */
    public Optional<String> takeNamespaceFlag(@Nullable String velero) {
        Optional<String> flag = Optional.ofNullable(options.namespace);
        options.namespace = velero;
        return flag;
    }

    /** Whether to colour what is printed. */
    public boolean isColoured() {
        boolean wanted = options.colorized != null
                ? options.colorized
                : !config().get("colorized").equals(Optional.of("false"));
        return wanted && environment.terminal().interactive();
    }

    /** The user's settings; empty, with a warning, when they cannot be read. */
    public ClientConfig config() {
        if (config == null) {
            try {
                config = ClientConfig.read(environment.home());
            } catch (IOException e) {
                environment.terminal().err().println("WARNING: the config file cannot be read: " + e.getMessage());
                config = ClientConfig.empty(environment.home());
            }
        }
        return config;
    }

    /** Feature flags: those of this command, and those in the config file. */
    public List<String> features() {
        Stream<String> configured = config().get("features").stream().flatMap(text -> Stream.of(text.split(",")));
        return Stream.concat(configured, options.features.stream())
                .map(String::strip)
                .filter(feature -> !feature.isEmpty())
                .distinct()
                .toList();
    }

    /** Prints warnings, to the error stream. */
    public void warn(List<String> warnings) {
        warnings.forEach(warning -> environment.terminal().err().println("WARNING: " + warning));
    }

    /** Warns of feature flags, which every command takes. */
    public void warnOfFeatures() {
        List<String> given =
                options.features.stream().filter(feature -> !feature.isBlank()).toList();
        if (!given.isEmpty()) {
            warn(List.of("--features=" + String.join(",", given) + " has no effect: Goleta has no feature flags"));
        }
    }

    /** The cluster. */
    public Cluster cluster() {
        return connection().cluster();
    }

    /** Velero's objects in its namespace. */
    public VeleroObjects velero() {
        return new VeleroObjects(cluster(), namespace());
    }

    private ClusterConnection connection() {
        if (connection == null) {
            Path kubeconfig = options.kubeconfig == null || options.kubeconfig.isEmpty()
                    ? null
                    : environment.workingDirectory().resolve(options.kubeconfig);
            // A person waits, so it gives up soon.
            connection = Kubeconfig.connect(kubeconfig, options.kubecontext, "velero", ExponentialBackoff.INTERACTIVE);
        }
        return connection;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
