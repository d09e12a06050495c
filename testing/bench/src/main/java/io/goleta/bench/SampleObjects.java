package io.goleta.bench;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Mixed objects as applications have them, none of which a controller touches: half ConfigMaps, the rest Secrets, Roles,
 * RoleBindings and Services.
 */
final class SampleObjects {
    private final String label;
    private final List<String> namespaces;

    SampleObjects(String label, List<String> namespaces) {
        this.label = label;
        this.namespaces = namespaces;
    }

    /**
     * An object to be created.
     *
     * @param collection where to POST it
     */
    record Sample(String collection, String json) {}

    List<Sample> namespaces() {
        return namespaces.stream()
                .map(name -> new Sample("/api/v1/namespaces", object("v1", "Namespace", name, "")))
                .toList();
    }

    List<Sample> objects(int count) {
        return IntStream.range(0, count).mapToObj(this::object).toList();
    }

    private Sample object(int i) {
        String namespace = "/namespaces/" + namespaces.get(i % namespaces.size()) + "/";
        String rbac = "/apis/rbac.authorization.k8s.io/v1" + namespace;
        String name = "object-" + i;
        return switch (i / namespaces.size() % 10) {
            case 0, 1, 2, 3, 4 ->
                new Sample(
                        "/api/v1" + namespace + "configmaps",
                        object(
                                "v1",
                                "ConfigMap",
                                name,
                                ",\"data\":{\"settings.properties\":\"" + text(i, 1_500) + "\"}"));
            case 5, 6 ->
                new Sample(
                        "/api/v1" + namespace + "secrets",
                        object("v1", "Secret", name, ",\"stringData\":{\"password\":\"" + text(i, 600) + "\"}"));
            case 7 ->
                new Sample(
                        rbac + "roles",
                        object(
                                "rbac.authorization.k8s.io/v1",
                                "Role",
                                name,
                                ",\"rules\":[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\",\"list\"]}]"));
            case 8 ->
                new Sample(
                        rbac + "rolebindings",
                        object(
                                "rbac.authorization.k8s.io/v1",
                                "RoleBinding",
                                name,
                                ",\"roleRef\":{\"apiGroup\":\"rbac.authorization.k8s.io\",\"kind\":\"Role\",\"name\":\"r\"},"
                                        + "\"subjects\":[{\"kind\":\"ServiceAccount\",\"name\":\"s\",\"namespace\":\"n\"}]"));
            default ->
                new Sample(
                        "/api/v1" + namespace + "services",
                        object("v1", "Service", name, ",\"spec\":{\"clusterIP\":\"None\",\"ports\":[{\"port\":80}]}"));
        };
    }

    private String object(String apiVersion, String kind, String name, String rest) {
        return "{\"apiVersion\":\"" + apiVersion + "\",\"kind\":\"" + kind + "\",\"metadata\":{\"name\":\"" + name
                + "\",\"labels\":{\"bench\":\"" + label + "\"}}" + rest + "}";
    }

    // Half words, half noise: compresses as settings do.
    private static String text(int seed, int length) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(length + 40);
        while (text.length() < length) {
            text.append("spring.datasource.hikari.pool-")
                    .append(Long.toString(random.nextLong(), 36))
                    .append("=true\\n");
        }
        return text.toString();
    }
}
