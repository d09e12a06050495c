package io.goleta.dist;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All objects of a cluster that a test cares about, without what the API server and its controllers own, so that two pictures
 * can be compared object by object.
 */
final class ClusterPicture {
    private static final Set<String> SERVER_OWNED =
            Set.of("uid", "resourceVersion", "creationTimestamp", "generation", "selfLink", "managedFields");
    private static final Set<String> IGNORED_KINDS = Set.of("Event", "Endpoints", "EndpointSlice", "Node", "Lease");

    private ClusterPicture() {}

    /** Every listable object that passes, by {@code Kind namespace/name}. */
    static TreeMap<String, Map<String, Object>> take(
            KubernetesClient client, Predicate<GenericKubernetesResource> wanted) {
        TreeMap<String, Map<String, Object>> objects = new TreeMap<>();
        Map<String, String> names = new HashMap<>();
        for (ResourceDefinitionContext resource : resources(client)) {
            for (GenericKubernetesResource object : client.genericKubernetesResources(resource)
                    .inAnyNamespace()
                    .list()
                    .getItems()) {
                if (wanted.test(object)) {
                    names.put(
                            object.getMetadata().getUid(),
                            object.getKind() + "/" + object.getMetadata().getName());
                    objects.put(id(object), content(object));
                }
            }
        }
        objects.values().forEach(object -> normalise(object, names));
        return objects;
    }

    private static List<ResourceDefinitionContext> resources(KubernetesClient client) {
        List<ResourceDefinitionContext> found = new java.util.ArrayList<>();
        client.getApiResources("v1").getResources().forEach(resource -> add(found, resource, "", "v1"));
        client.getApiGroups().getGroups().forEach(group -> {
            String version = group.getPreferredVersion().getVersion();
            client.getApiResources(group.getName() + "/" + version)
                    .getResources()
                    .forEach(resource -> add(found, resource, group.getName(), version));
        });
        return found;
    }

    private static void add(List<ResourceDefinitionContext> found, APIResource resource, String group, String version) {
        if (resource.getVerbs().containsAll(List.of("list", "create", "get", "delete"))
                && !resource.getName().contains("/")
                && !IGNORED_KINDS.contains(resource.getKind())
                && !group.equals("velero.io")
                && !group.equals("extensions")) {
            found.add(new ResourceDefinitionContext.Builder()
                    .withGroup(group)
                    .withVersion(version)
                    .withKind(resource.getKind())
                    .withPlural(resource.getName())
                    .withNamespaced(resource.getNamespaced())
                    .build());
        }
    }

    private static String id(GenericKubernetesResource object) {
        @Nullable String namespace = object.getMetadata().getNamespace();
        return object.getKind() + " " + (namespace == null ? "" : namespace + "/")
                + object.getMetadata().getName();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> content(GenericKubernetesResource object) {
        return Serialization.unmarshal(Serialization.asJson(object), Map.class);
    }

    @SuppressWarnings("unchecked")
    private static void normalise(Map<String, Object> object, Map<String, String> names) {
        object.remove("status");
        Map<String, Object> metadata = (Map<String, Object>) Objects.requireNonNull(object.get("metadata"));
        metadata.keySet().removeAll(SERVER_OWNED);
        removeMatching(metadata, "labels", key -> key.startsWith("velero.io/"));
        removeMatching(
                metadata,
                "annotations",
                key -> key.startsWith("pv.kubernetes.io/") || key.startsWith("deployment.kubernetes.io/"));
        if (metadata.get("ownerReferences") instanceof List<?> owners) {
            owners.forEach(owner -> ((Map<String, Object>) owner)
                    .compute("uid", (key, uid) -> names.getOrDefault(String.valueOf(uid), "dangling")));
        }
        if (object.get("spec") instanceof Map<?, ?> spec) {
            normaliseSpec(String.valueOf(object.get("kind")), (Map<String, Object>) spec);
        }
    }

    @SuppressWarnings("unchecked")
    private static void normaliseSpec(String kind, Map<String, Object> spec) {
        if (kind.equals("Service") && !"None".equals(spec.get("clusterIP"))) {
            spec.remove("clusterIP");
            spec.remove("clusterIPs");
            ((List<Map<String, Object>>) Objects.requireNonNull(spec.get("ports")))
                    .forEach(port -> port.remove("nodePort"));
        }
        if (kind.equals("PersistentVolume") && spec.get("claimRef") instanceof Map<?, ?> claim) {
            claim.keySet().removeAll(Set.of("uid", "resourceVersion", "apiVersion", "kind"));
        }
        if (kind.equals("Namespace")) {
            spec.remove("finalizers");
        }
    }

    @SuppressWarnings("unchecked")
    private static void removeMatching(Map<String, Object> metadata, String field, Predicate<String> unwanted) {
        if (metadata.get(field) instanceof Map<?, ?> map) {
            ((Map<String, Object>) map).keySet().removeIf(unwanted);
            if (map.isEmpty()) {
                metadata.remove(field);
            }
        }
    }
}
