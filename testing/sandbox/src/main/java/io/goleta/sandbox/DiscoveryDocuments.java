package io.goleta.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** The documents from which clients learn what the server offers: /version, /api, /apis and below. */
final class DiscoveryDocuments {

    private final Registry registry;
    private final String version;

    DiscoveryDocuments(Registry registry, String version) {
        this.registry = registry;
        this.version = version;
    }

    ObjectNode version() {
        String[] parts = version.split("\\.");
        return JsonTrees.object()
                .put("major", parts[0].substring(1))
                .put("minor", parts[1])
                .put("gitVersion", version)
                .put("gitCommit", "sandbox")
                .put("gitTreeState", "clean")
                .put("buildDate", "2024-01-01T00:00:00Z")
                .put("goVersion", "java")
                .put("compiler", "javac")
                .put("platform", "jvm");
    }

    ObjectNode api() {
        ObjectNode api = JsonTrees.object().put("kind", "APIVersions");
        api.putArray("versions").add("v1");
        api.putArray("serverAddressByClientCIDRs");
        return api;
    }

    ObjectNode apis() {
        ObjectNode list = JsonTrees.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        registry.groups().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                groups.add(groupDocument(group, versions));
            }
        });
        return list;
    }

    ObjectNode group(String group) {
        List<String> versions = registry.groups().get(group);
        if (versions == null || group.isEmpty()) {
            throw ApiError.notFound();
        }
        return groupDocument(group, versions).put("kind", "APIGroup").put("apiVersion", "v1");
    }

    ObjectNode resources(String group, String version) {
        List<ResourceType> types = registry.in(group, version);
        if (types.isEmpty()) {
            throw ApiError.notFound();
        }
        ObjectNode list = JsonTrees.object()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode resources = list.putArray("resources");
        for (ResourceType type : types) {
            describe(type, version, resources);
        }
        return list;
    }

    private static ObjectNode groupDocument(String group, List<String> versions) {
        ObjectNode document = JsonTrees.object().put("name", group);
        ArrayNode list = document.putArray("versions");
        versions.forEach(
                v -> list.addObject().put("groupVersion", group + "/" + v).put("version", v));
        document.set("preferredVersion", list.get(0).deepCopy());
        return document;
    }

    private static void describe(ResourceType type, String version, ArrayNode resources) {
        ObjectNode resource = resources
                .addObject()
                .put("name", type.plural())
                .put("singularName", type.singular())
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        ArrayNode verbs = resource.putArray("verbs");
        type.verbs().forEach(verbs::add);
        if (!type.shortNames().isEmpty()) {
            type.shortNames().forEach(resource.putArray("shortNames")::add);
        }
        if (!type.categories().isEmpty()) {
            type.categories().forEach(resource.putArray("categories")::add);
        }
        for (String subresource : subresources(type, version)) {
            describeSubresource(type, subresource, resources);
        }
    }

    private static Set<String> subresources(ResourceType type, String version) {
        ServedVersion served = type.version(version);
        return type.custom() && served != null ? served.subresources() : new java.util.TreeSet<>(type.subresources());
    }

    private static void describeSubresource(ResourceType type, String subresource, ArrayNode resources) {
        ObjectNode resource = resources
                .addObject()
                .put("name", type.plural() + "/" + subresource)
                .put("singularName", "")
                .put("namespaced", type.namespaced());
        List<String> verbs = switch (subresource) {
            case "status", "finalize", "scale" -> List.of("get", "patch", "update");
            case "log" -> List.of("get");
            default -> List.of("create");
        };
        if (subresource.equals("scale")) {
            resource.put("group", "autoscaling").put("version", "v1").put("kind", "Scale");
        } else if (subresource.equals("eviction")) {
            resource.put("group", "policy").put("version", "v1").put("kind", "Eviction");
        } else if (subresource.equals("token")) {
            resource.put("group", "authentication.k8s.io").put("version", "v1").put("kind", "TokenRequest");
        } else {
            resource.put("kind", type.kind());
        }
        verbs.forEach(resource.putArray("verbs")::add);
    }
}
