package io.goleta.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP door: faults first, then documents, then objects; refusals become {@code Status} objects. */
final class ApiHandler implements HttpHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(ApiHandler.class);

    private final DiscoveryDocuments discovery;
    private final OpenApi openApi;
    private final ObjectHandler objects;
    private final FaultInjector faults;

    ApiHandler(SandboxCluster cluster, String version, FaultInjector faults) {
        this.discovery = new DiscoveryDocuments(cluster.registry(), version);
        this.openApi = new OpenApi(cluster.registry());
        this.objects = new ObjectHandler(cluster);
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        Exchange exchange = new Exchange(http);
        try {
            ServedRequest request = RequestParser.parse(http.getRequestMethod(), http.getRequestURI());
            InjectedFault fault = faults.of(withNameFromBody(request, exchange));
            if (fault instanceof InjectedFault.Drop drop && !drop.afterwards()) {
                throw new IOException("dropped on purpose");
            }
            if (fault instanceof InjectedFault.Refusal refusal) {
                refuse(refusal, exchange);
                return;
            }
            if (fault instanceof InjectedFault.Delay delay) {
                Thread.sleep(delay.delay());
            }
            if (fault instanceof InjectedFault.Drop) {
                objects.handle(request, exchange.withoutAnswer());
                throw new IOException("dropped on purpose");
            }
            route(request, exchange);
        } catch (ApiError refused) {
            exchange.answer(refused.code(), refused.status());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOGGER.error("{} {}", http.getRequestMethod(), http.getRequestURI(), bug);
            exchange.answer(500, new ApiError(500, "InternalError", "sandbox: " + bug).status());
        }
    }

    private void route(ServedRequest request, Exchange exchange) throws IOException, InterruptedException {
        if (!request.resource().isEmpty()) {
            if ("websocket".equalsIgnoreCase(exchange.header("Upgrade"))) {
                // fabric8 then watches over plain HTTP.
                exchange.answer(200, new byte[0]);
                return;
            }
            objects.handle(request, exchange);
            return;
        }
        String[] path = request.path().substring(1).split("/");
        switch (path[0]) {
            case "healthz", "livez", "readyz" ->
                exchange.answer(200, "text/plain", "ok".getBytes(StandardCharsets.UTF_8));
            case "version" -> exchange.answer(200, discovery.version());
            case "api", "apis" -> exchange.answer(200, document(request, path));
            case "openapi" -> openApi(path, exchange);
            case "" -> exchange.answer(200, paths());
            default -> throw ApiError.notFound();
        }
    }

    private ObjectNode document(ServedRequest request, String[] path) {
        if (path.length == 1) {
            return path[0].equals("api") ? discovery.api() : discovery.apis();
        }
        return request.version().isEmpty()
                ? discovery.group(path[1])
                : discovery.resources(request.group(), request.version());
    }

    private void openApi(String[] path, Exchange exchange) throws IOException {
        String accept = exchange.header("Accept");
        if (path.length == 2 && path[1].equals("v2")) {
            if (accept != null && accept.contains("protobuf")) {
                exchange.answer(200, OpenApi.PROTOBUF_V2, openApi.legacyProtobuf());
            } else {
                exchange.answer(200, openApi.legacy());
            }
        } else if (path.length == 2 && path[1].equals("v3")) {
            exchange.answer(200, openApi.index());
        } else if (path.length == 4 && path[2].equals("api")) {
            exchange.answer(200, openApi.group("", path[3]));
        } else if (path.length == 5 && path[2].equals("apis")) {
            exchange.answer(200, openApi.group(path[3], path[4]));
        } else {
            throw ApiError.notFound();
        }
    }

    private static ObjectNode paths() {
        ObjectNode document = JsonTrees.object();
        document.putArray("paths").add("/api").add("/apis").add("/healthz").add("/version");
        return document;
    }

    /** A fault may be meant for one object, whose name is in the body when it is to be created. */
    private static ServedRequest withNameFromBody(ServedRequest request, Exchange exchange) throws IOException {
        if (!request.verb().equals("create") || !request.name().isEmpty()) {
            return request;
        }
        try {
            return request.named(JsonTrees.text(exchange.tree(), "metadata", "name"));
        } catch (ApiError unreadable) {
            return request;
        }
    }

    private static void refuse(InjectedFault.Refusal refusal, Exchange exchange) throws IOException {
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            exchange.header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        exchange.answer(refusal.code(), new ApiError(refusal.code(), refusal.reason(), refusal.message()).status());
    }
}
