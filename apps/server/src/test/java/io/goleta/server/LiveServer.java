package io.goleta.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.TypeLiteral;
import com.google.inject.util.Modules;
import io.goleta.sandbox.Sandbox;
import io.goleta.server.leader.Leadership;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.ObjectStoreFactory;
import io.goleta.testkit.store.ForwardingStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A whole server in this process, on a sandbox, with one object store for every provider and no plugins. */
final class LiveServer implements AutoCloseable {
    /** The namespace it works in. */
    static final String NAMESPACE = "velero";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Lease lease = new Lease();
    private final String address;
    private final CompletableFuture<Integer> end;

    private LiveServer(Sandbox sandbox, ObjectStore store, Path work) throws IOException {
        CommonOptions common = new CommonOptions();
        common.kubeconfig = Files.writeString(work.resolve("kubeconfig"), sandbox.kubeconfig());
        common.pluginDirs = List.of(work.resolve("plugins"));
        common.namespace = NAMESPACE;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "127.0.0.1:" + socket.getLocalPort();
        }
        common.metricsAddress = address;
        Injector injector = Guice.createInjector(
                Modules.override(new ProcessModule(common, 500), new ServerModule(new ServerOptions()))
                        .with(new Substitutes(store)));
        ServerProcess process = injector.getInstance(ServerProcess.class);
        end = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("server").start(() -> run(process));
    }

    private void run(ServerProcess process) {
        try {
            end.complete(process.runUntilShutdown());
        } catch (Throwable e) {
            end.completeExceptionally(e);
        }
    }

    /** Starts one and waits until it is ready. */
    static LiveServer start(Sandbox sandbox, ObjectStore store, Path work) throws IOException {
        LiveServer server = new LiveServer(sandbox, store, work);
        await("server is ready").atMost(Duration.ofSeconds(60)).until(() -> {
            if (server.end.isDone()) {
                throw new AssertionError("the server ended with " + server.end.get());
            }
            return server.status("/readyz") == 200;
        });
        return server;
    }

    /** The HTTP status of one of its pages; 0 when it does not answer. */
    int status(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        if (end.isDone()) {
            return;
        }
        lease.lose();
        try {
            assertThat(end.get()).isEqualTo(1);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Wins at once and can be taken away, which ends the process in an orderly way. */
    private static final class Lease implements Leadership {
        private @Nullable Listener listener;

        @Override
        public void seek(Listener candidate) {
            listener = candidate;
            candidate.won();
        }

        void lose() {
            if (listener != null) {
                listener.lost();
            }
        }

        @Override
        public void close() {}
    }

    private final class Substitutes extends AbstractModule {
        private final ObjectStore store;

        Substitutes(ObjectStore store) {
            this.store = store;
        }

        @Override
        protected void configure() {
            bind(Leadership.class).toInstance(lease);
            bind(new TypeLiteral<Function<String, ObjectStoreFactory>>() {}).toInstance(Factory::new);
        }

        private final class Factory implements ObjectStoreFactory {
            private final String name;

            Factory(String name) {
                this.name = name;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public ObjectStore create(PluginConfig config, PluginContext context) {
                return new ForwardingStore(store) {
                    @Override
                    public void close() {
                        // The next server finds what is in it.
                    }
                };
            }
        }
    }
}
