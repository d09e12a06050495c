package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers requests about objects. */
final class ObjectHandler {

    private static final long USUAL_WATCH_SECONDS = 1800;

    private final SandboxCluster cluster;

    ObjectHandler(SandboxCluster cluster) {
        this.cluster = cluster;
    }

    void handle(ServedRequest request, Exchange exchange) throws IOException, InterruptedException {
        RequestTarget target = target(request);
        if (target.type().reviews()) {
            exchange.answer(201, Reviews.answer(target.type(), Shape.object(exchange.tree())));
            return;
        }
        if (!target.subresource().isEmpty() && !target.type().has(target.version(), target.subresource())) {
            throw ApiError.notFound();
        }
        switch (request.verb()) {
            case "list" -> list(target, request, exchange);
            case "watch" -> watch(target, request, exchange);
            case "get" -> get(target, exchange);
            case "create" -> create(target, request, exchange);
            case "update" -> update(target, request, exchange);
            case "patch" -> patch(target, request, exchange);
            case "delete" -> delete(target, request, exchange);
            case "deletecollection" -> deleteCollection(target, request, exchange);
            default ->
                throw ApiError.methodNotAllowed("the server does not allow this method on the requested resource");
        }
    }

    private RequestTarget target(ServedRequest request) {
        ResourceType type = cluster.registry().require(request.group(), request.resource());
        ServedVersion version = type.version(request.version());
        if (version == null) {
            throw ApiError.notFound();
        }
        if (!type.namespaced() && !request.namespace().isEmpty()) {
            throw ApiError.notFound();
        }
        boolean needsNamespace = type.namespaced() && !request.verb().matches("list|watch|deletecollection");
        if (needsNamespace && request.namespace().isEmpty()) {
            throw ApiError.methodNotAllowed("the server does not allow this method on the requested resource");
        }
        return new RequestTarget(type, version, request.namespace(), request.name(), request.subresource());
    }

    private void list(RequestTarget target, ServedRequest request, Exchange exchange) throws IOException {
        Representation form = Representation.of(exchange.header("Accept"));
        StoredPage page = cluster.lists().page(SelectedObjects.of(target, request), request);
        switch (form) {
            case OBJECT -> exchange.answer(200, Lists.json(target, page, null));
            case TABLE -> exchange.answer(200, table(target, page.objects(), Lists.metadata(page), request));
            case METADATA -> {
                ObjectNode list = JsonTrees.object()
                        .put("kind", "PartialObjectMetadataList")
                        .put("apiVersion", "meta.k8s.io/v1");
                list.set("metadata", Lists.metadata(page));
                var items = list.putArray("items");
                page.objects().forEach(stored -> items.add(PrintedTable.partial(stored.tree())));
                exchange.answer(200, list);
            }
        }
    }

    private void watch(RequestTarget target, ServedRequest request, Exchange exchange)
            throws IOException, InterruptedException {
        SelectedObjects selection = SelectedObjects.of(target, request);
        Representation form = Representation.of(exchange.header("Accept"));
        Function<StoredObject, byte[]> view = switch (form) {
            case OBJECT -> stored -> stored.bytes(target.apiVersion());
            case TABLE -> stored -> JsonTrees.bytes(table(target, List.of(stored), version(stored), request));
            case METADATA -> stored -> JsonTrees.bytes(PrintedTable.partial(stored.tree()));
        };
        long from = request.number("resourceVersion", 0);
        long seconds = request.number("timeoutSeconds", USUAL_WATCH_SECONDS);
        try (OutputStream out = exchange.stream()) {
            new WatchStream(cluster.store(), selection, view, request.flag("allowWatchBookmarks"), from, seconds, out)
                    .run();
        }
    }

    private void get(RequestTarget target, Exchange exchange) throws IOException {
        if (target.subresource().equals("scale")) {
            exchange.answer(200, cluster.scales().get(target));
            return;
        }
        StoredObject stored = cluster.store().get(target.type().id(), target.namespace(), target.name());
        if (stored == null) {
            throw target.notFound();
        }
        if (target.subresource().equals("log")) {
            exchange.answer(200, "text/plain", new byte[0]);
            return;
        }
        answer(200, target, stored, exchange);
    }

    private void create(RequestTarget target, ServedRequest request, Exchange exchange) throws IOException {
        ObjectNode object = Shape.object(requireJson(exchange));
        WriteOptions options = options(request);
        switch (target.subresource()) {
            case "" -> answer(201, target, cluster.creation().create(target.named(""), object, options), exchange);
            case "eviction" -> {
                cluster.deletion().delete(target, DeleteOptions.of(object.path("deleteOptions"), request.query()));
                exchange.answer(201, success(target, null));
            }
            case "binding" -> {
                cluster.updates().change(target.withSubresource(""), options, pod -> {
                    if (!JsonTrees.text(pod, "spec", "nodeName").isEmpty()) {
                        throw ApiError.conflict(target.type(), target.name(), "pod is already assigned to a node");
                    }
                    JsonTrees.child(pod, "spec").put("nodeName", JsonTrees.text(object, "target", "name"));
                    return pod;
                });
                exchange.answer(201, success(target, null));
            }
            case "token" -> {
                object.putObject("status").put("token", "sandbox").put("expirationTimestamp", "2099-01-01T00:00:00Z");
                exchange.answer(201, object);
            }
            default -> throw new ApiError(501, "NotImplemented", "the sandbox has no " + target.subresource());
        }
    }

    private void update(RequestTarget target, ServedRequest request, Exchange exchange) throws IOException {
        ObjectNode object = Shape.object(requireJson(exchange));
        if (target.subresource().equals("scale")) {
            exchange.answer(200, cluster.scales().change(target, options(request), scale -> object));
        } else {
            answer(200, target, cluster.updates().replace(target, object, options(request)), exchange);
        }
    }

    private void patch(RequestTarget target, ServedRequest request, Exchange exchange) throws IOException {
        JsonNode patch = exchange.tree();
        String contentType = exchange.contentType();
        if (target.subresource().equals("scale")) {
            exchange.answer(
                    200,
                    cluster.scales()
                            .change(
                                    target,
                                    options(request),
                                    scale -> cluster.patches().patched(target, contentType, scale, patch)));
            return;
        }
        Patches.Outcome outcome = cluster.patches().patch(target, contentType, patch, options(request));
        answer(outcome.created() ? 201 : 200, target, outcome.stored(), exchange);
    }

    private void delete(RequestTarget target, ServedRequest request, Exchange exchange) throws IOException {
        StoredObject before = cluster.store().get(target.type().id(), target.namespace(), target.name());
        StoredObject left = cluster.deletion().delete(target, DeleteOptions.of(exchange.tree(), request.query()));
        if (left != null) {
            answer(200, target, left, exchange);
        } else {
            exchange.answer(200, success(target, before));
        }
    }

    private void deleteCollection(RequestTarget target, ServedRequest request, Exchange exchange) throws IOException {
        if (!target.type().verbs().contains("deletecollection")) {
            throw ApiError.methodNotAllowed("the server does not allow this method on the requested resource");
        }
        DeleteOptions options = DeleteOptions.of(exchange.tree(), request.query());
        StoredPage page = cluster.lists().page(SelectedObjects.of(target, request), request);
        List<StoredObject> deleted = new ArrayList<>();
        for (StoredObject stored : page.objects()) {
            try {
                cluster.deletion().delete(RequestTarget.of(stored), options.onlyIf(stored.uid()));
                deleted.add(stored);
            } catch (ApiError e) {
                if (e.code() != 404) {
                    throw e;
                }
            }
        }
        exchange.answer(200, Lists.json(target, new StoredPage(deleted, page.version(), false, 0), null));
    }

    private void answer(int code, RequestTarget target, StoredObject stored, Exchange exchange) throws IOException {
        switch (Representation.of(exchange.header("Accept"))) {
            case OBJECT -> exchange.answer(code, stored.bytes(target.apiVersion()));
            case TABLE ->
                exchange.answer(code, cluster.tables().of(target, List.of(stored), version(stored), "Metadata"));
            case METADATA -> exchange.answer(code, PrintedTable.partial(stored.tree()));
        }
    }

    private ObjectNode table(
            RequestTarget target, List<StoredObject> objects, ObjectNode metadata, ServedRequest request) {
        return cluster.tables().of(target, objects, metadata, request.parameter("includeObject"));
    }

    private static ObjectNode version(StoredObject stored) {
        return JsonTrees.object().put("resourceVersion", Long.toString(stored.version()));
    }

    private static WriteOptions options(ServedRequest request) {
        String dryRun = request.parameter("dryRun");
        if (!dryRun.isEmpty() && !dryRun.equals("All")) {
            throw ApiError.badRequest("dryRun: Unsupported value: \"" + dryRun + "\": supported values: \"All\"");
        }
        return new WriteOptions(!dryRun.isEmpty(), request.parameter("fieldManager"));
    }

    private static JsonNode requireJson(Exchange exchange) throws IOException {
        String type = exchange.contentType();
        if (!List.of("", "application/json", "application/yaml", Protobuf.CONTENT_TYPE)
                .contains(type)) {
            throw ApiError.unsupportedMediaType(type, "application/json, application/yaml");
        }
        return exchange.tree();
    }

    private static ObjectNode success(RequestTarget target, @Nullable StoredObject deleted) {
        ObjectNode status = JsonTrees.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details").put("name", target.name());
        if (!target.type().group().isEmpty()) {
            details.put("group", target.type().group());
        }
        details.put("kind", target.type().plural());
        if (deleted != null) {
            details.put("uid", deleted.uid());
        }
        return status;
    }
}
