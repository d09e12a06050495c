package io.goleta.sandbox;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads Kubernetes' addresses: {@code /api/v1/namespaces/n/pods/p/log}, {@code /apis/g/v/...}. */
final class RequestParser {

    private static final Set<String> NAMESPACE_SUBRESOURCES = Set.of("status", "finalize");

    private RequestParser() {}

    static ServedRequest parse(String method, URI uri) {
        Map<String, String> query = query(uri.getRawQuery());
        List<String> segments = new ArrayList<>();
        for (String segment : uri.getRawPath().split("/")) {
            if (!segment.isEmpty()) {
                segments.add(decode(segment));
            }
        }
        String path = "/" + String.join("/", segments);
        boolean core = segments.size() >= 2 && segments.getFirst().equals("api");
        boolean grouped = segments.size() >= 3 && segments.getFirst().equals("apis");
        if (!core && !grouped) {
            return new ServedRequest(method, path, query, "", "", "", "", "", "", "");
        }
        String group = core ? "" : segments.get(1);
        String version = segments.get(core ? 1 : 2);
        List<String> rest = segments.subList(core ? 2 : 3, segments.size());
        return parse(method, path, query, group, version, rest);
    }

    private static ServedRequest parse(
            String method, String path, Map<String, String> query, String group, String version, List<String> rest) {
        if (rest.isEmpty()) {
            return new ServedRequest(method, path, query, "", group, version, "", "", "", "");
        }
        boolean inNamespace = rest.size() >= 3
                && rest.getFirst().equals("namespaces")
                && !(group.isEmpty() && rest.size() == 3 && NAMESPACE_SUBRESOURCES.contains(rest.get(2)));
        String namespace = inNamespace ? rest.get(1) : "";
        List<String> object = inNamespace ? rest.subList(2, rest.size()) : rest;
        String name = object.size() > 1 ? object.get(1) : "";
        String subresource = object.size() > 2 ? String.join("/", object.subList(2, object.size())) : "";
        String verb = verb(method, name.isEmpty(), query);
        return new ServedRequest(
                method, path, query, verb, group, version, object.getFirst(), subresource, namespace, name);
    }

    private static String verb(String method, boolean collection, Map<String, String> query) {
        boolean watch = Set.of("true", "1").contains(query.getOrDefault("watch", ""));
        return switch (method) {
            case "GET", "HEAD" -> watch ? "watch" : collection ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> collection ? "deletecollection" : "delete";
            default -> "";
        };
    }

    private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                String key = equals < 0 ? pair : pair.substring(0, equals);
                query.put(decode(key), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("bad escape in the address: " + text);
        }
    }
}
