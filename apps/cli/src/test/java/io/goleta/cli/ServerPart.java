package io.goleta.cli;

import com.sun.net.httpserver.HttpServer;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;
import io.goleta.sandbox.InjectedFault;
import io.goleta.spi.item.KubernetesObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Plays the server: answers requests, serves files, ends backups and restores. Tests register it as an extension, after the fixture.
 */
final class ServerPart implements AfterEachCallback, AutoCloseable {
    private final CliFixture cli;
    private final HttpServer store;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> outcomes = new ConcurrentHashMap<>();
    private final List<AutoCloseable> reactions = new ArrayList<>();
    private boolean closed;

    ServerPart(CliFixture cli) {
        this.cli = cli;
        try {
            store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store.createContext("/", exchange -> {
            byte[] content = files.get(exchange.getRequestURI().getPath());
            try (exchange) {
                exchange.sendResponseHeaders(content == null ? 404 : 200, content == null ? -1 : content.length);
                if (content != null) {
                    exchange.getResponseBody().write(content);
                }
            }
        });
        store.start();
        react(VeleroKind.DOWNLOAD_REQUEST, this::answerDownload);
        react(VeleroKind.SERVER_STATUS_REQUEST, this::answerStatus);
        react(VeleroKind.BACKUP, run -> advance(VeleroKind.BACKUP, run, "itemsBackedUp"));
        react(VeleroKind.RESTORE, run -> advance(VeleroKind.RESTORE, run, "itemsRestored"));
    }

    /** Has a file in the object store. */
    ServerPart file(String kind, String name, String content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        files.put("/" + kind + "/" + name, packed.toByteArray());
        return this;
    }

    /** Lets a backup or restore of this name end so. */
    ServerPart outcome(String name, String phase) {
        outcomes.put(name, phase);
        return this;
    }

    /** The same, but only after the client has looked at the backup so often. */
    ServerPart outcomeAfter(String backup, String phase, int looks) {
        AtomicInteger seen = new AtomicInteger();
        cli.sandbox()
                .whenever(
                        request ->
                                request.is("get", "backups") && seen.incrementAndGet() == looks && begin(backup, phase),
                        InjectedFault.slow(Duration.ZERO));
        return this;
    }

    private boolean begin(String backup, String phase) {
        outcome(backup, phase);
        cli.cluster()
                .mergePatch(
                        ApiResource.of(VeleroKind.BACKUP),
                        "velero",
                        backup,
                        Map.of("status", Map.of("phase", "InProgress")));
        return true;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        close();
    }

    /** Ends the server; it no longer answers. */
    @Override
    public void close() throws Exception {
        synchronized (this) {
            closed = true;
        }
        for (AutoCloseable reaction : reactions) {
            reaction.close();
        }
        store.stop(0);
    }

    private void react(VeleroKind<?> kind, Consumer<KubernetesObject> reaction) {
        reactions.add(cli.reacting(kind, object -> {
            synchronized (this) {
                if (!closed) {
                    reaction.accept(object);
                }
            }
        }));
    }

    private void answerDownload(KubernetesObject request) {
        if (request.get("status", "downloadURL").isEmpty()) {
            String url = "http://127.0.0.1:" + store.getAddress().getPort() + "/"
                    + request.string("spec", "target", "kind").orElse("") + "/"
                    + request.string("spec", "target", "name").orElse("");
            patch(VeleroKind.DOWNLOAD_REQUEST, request, Map.of("phase", "Processed", "downloadURL", url));
        }
    }

    private void answerStatus(KubernetesObject request) {
        if (request.get("status", "phase").isEmpty()) {
            List<Map<String, String>> plugins = List.of(
                    Map.of("name", "velero.io/pod", "kind", "RestoreItemAction"),
                    Map.of("name", "velero.io/pod", "kind", "BackupItemAction"),
                    Map.of("name", "goleta.io/filesystem", "kind", "ObjectStore"));
            patch(
                    VeleroKind.SERVER_STATUS_REQUEST,
                    request,
                    Map.of("phase", "Processed", "serverVersion", "v9.9.9", "plugins", plugins));
        }
    }

    private void advance(VeleroKind<?> kind, KubernetesObject run, String doneField) {
        String outcome = outcomes.get(run.name());
        String phase = run.string("status", "phase").orElse("");
        if (outcome != null && phase.isEmpty()) {
            patch(kind, run, Map.of("phase", "InProgress", "progress", Map.of("totalItems", 10, doneField, 4)));
        } else if (outcome != null && phase.equals("InProgress")) {
            patch(kind, run, Map.of("phase", outcome, "progress", Map.of("totalItems", 10, doneField, 10)));
        }
    }

    private void patch(VeleroKind<?> kind, KubernetesObject object, Map<String, Object> status) {
        cli.cluster().mergePatch(ApiResource.of(kind), "velero", object.name(), Map.of("status", status));
    }
}
