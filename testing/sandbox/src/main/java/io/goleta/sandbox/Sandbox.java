package io.goleta.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * An in-memory Kubernetes API server on a loopback port, for real clients: fabric8, kubectl, client-go. Plain HTTP, no
 * authentication. It starts in a fraction of a second, keeps nothing, and is thread-safe.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start()) {
 *     KubernetesClient client = new KubernetesClientBuilder()
 *             .withConfig(Config.fromKubeconfig(sandbox.kubeconfig()))
 *             .build();
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SandboxCluster cluster;
    private final FaultInjector faults = new FaultInjector();

    private Sandbox(Builder builder) {
        tuneHttpServer();
        this.cluster = new SandboxCluster(builder.clock, builder.historyLimit);
        cluster.createDefaults();
        try {
            this.server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), builder.port), 1024);
        } catch (IOException e) {
            cluster.close();
            throw new UncheckedIOException(
                    "Tried to listen on loopback port " + builder.port + "; " + e.getMessage(), e);
        }
        server.setExecutor(threads);
        server.createContext("/", new ApiHandler(cluster, builder.version, faults));
        server.start();
    }

    /** Starts one on a free port. */
    public static Sandbox start() {
        return builder().start();
    }

    /** Prepares one that differs from the usual. */
    public static Builder builder() {
        return new Builder();
    }

    /** The address to give to clients, without a slash at the end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A kubeconfig file (YAML) that makes kubectl and other clients use this server. */
    public String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: sandbox
                  cluster:
                    server: %s
                users:
                - name: sandbox
                  user: {}
                contexts:
                - name: sandbox
                  context:
                    cluster: sandbox
                    user: sandbox
                    namespace: default
                current-context: sandbox
                """.formatted(url());
    }

    /** Which requests are to fail. */
    public FaultInjector faults() {
        return faults;
    }

    /** The next request that fits fails; short for {@code faults().next(1, ...)}. */
    public FaultInjector.Rule failNext(Predicate<ServedRequest> condition, InjectedFault fault) {
        return faults.next(1, condition, fault);
    }

    /** Every request that fits fails until the rule is closed; short for {@code faults().whenever(...)}. */
    public FaultInjector.Rule whenever(Predicate<ServedRequest> condition, InjectedFault fault) {
        return faults.whenever(condition, fault);
    }

    /** Forgets the history of all resources: watches and pages that began before end with 410 Gone. */
    public void compact() {
        cluster.store().compact();
    }

    SandboxCluster cluster() {
        return cluster;
    }

    /** Stops at once: connections are cut, objects are gone. */
    @Override
    public void close() {
        cluster.close();
        server.stop(0);
        threads.shutdownNow();
    }

    /** The JDK's server reads these once, when its first instance is made; what the user has set stays. */
    private static void tuneHttpServer() {
        setIfAbsent("sun.net.httpserver.nodelay", "true");
        setIfAbsent("sun.net.httpserver.maxIdleConnections", "4096");
        setIfAbsent("sun.net.httpserver.idleInterval", "600");
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Settings of a {@link Sandbox}. */
    public static final class Builder {

        private int port;
        private int historyLimit = 10_000;
        private String version = "v1.30.0";
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** A fixed port instead of a free one. */
        public Builder port(int newPort) {
            this.port = newPort;
            return this;
        }

        /** How many changes per resource can be watched afterwards; 10,000 unless set. */
        public Builder historyLimit(int changes) {
            this.historyLimit = changes;
            return this;
        }

        /** The version to report, such as {@code v1.20.2}; nothing else depends on it. */
        public Builder version(String gitVersion) {
            this.version = gitVersion;
            return this;
        }

        /** Where timestamps come from. */
        public Builder clock(Clock newClock) {
            this.clock = newClock;
            return this;
        }

        /**
         * Starts it.
         *
         * @throws UncheckedIOException when the port is taken
         */
        public Sandbox start() {
            return new Sandbox(this);
        }
    }
}
