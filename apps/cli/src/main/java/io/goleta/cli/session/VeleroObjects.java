package io.goleta.cli.session;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Access to the objects of Velero's API in its namespace. */
public final class VeleroObjects {
    private final Cluster cluster;
    private final String namespace;

    VeleroObjects(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** The namespace they live in. */
    public String namespace() {
        return namespace;
    }

    /** One object; empty when it does not exist. */
    public Optional<KubernetesObject> get(VeleroKind<?> kind, String name) {
        return cluster.get(ApiResource.of(kind), namespace, name);
    }

    /**
     * One object.
     *
     * @throws GoletaException USER when it does not exist
     */
    public KubernetesObject require(VeleroKind<?> kind, String name) {
        return get(kind, name)
                .orElseThrow(() -> new GoletaException(
                        Fault.USER, kind.noun() + " \"" + name + "\" not found in namespace \"" + namespace + "\""));
    }

    /** All objects whose labels match, in the API server's order. */
    public List<KubernetesObject> list(VeleroKind<?> kind, String labelSelector) {
        List<KubernetesObject> found = new ArrayList<>();
        try {
            cluster.list(
                    ApiResource.of(kind), ListOptions.inNamespace(namespace).withLabels(labelSelector), found::add);
        } catch (ApiException e) {
            throw e.isNotFound() ? notInstalled(e) : e;
        }
        return found;
    }

    /** The objects of these names, or all whose labels match when there are none. */
    public List<KubernetesObject> select(VeleroKind<?> kind, List<String> names, String labelSelector) {
        return names.isEmpty()
                ? list(kind, labelSelector)
                : names.stream().map(name -> require(kind, name)).toList();
    }

    /** A new object of this name, with labels if there are any. */
    public static KubernetesObject draft(
            VeleroKind<?> kind, String namespace, String name, Map<String, String> labels, Map<String, Object> spec) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        if (!labels.isEmpty()) {
            metadata.put("labels", labels);
        }
        return draft(kind, namespace, metadata, spec);
    }

    /** A new object, not sent anywhere, so that it can be printed without a cluster. */
    public static KubernetesObject draft(
            VeleroKind<?> kind, String namespace, Map<String, Object> metadata, Map<String, Object> spec) {
        Map<String, Object> fullMetadata = new LinkedHashMap<>(metadata);
        fullMetadata.put("namespace", namespace);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", VeleroApi.API_VERSION);
        content.put("kind", kind.kind());
        content.put("metadata", fullMetadata);
        content.put("spec", spec);
        return KubernetesObject.of(content);
    }

    /** Creates an object and returns it as stored by the API server. */
    public KubernetesObject create(VeleroKind<?> kind, KubernetesObject object) {
        try {
            return cluster.create(ApiResource.of(kind), object);
        } catch (ApiException e) {
            throw e.isNotFound() ? notInstalled(e) : e;
        }
    }

    /** Merges {@code patch} into an object. */
    public void patch(VeleroKind<?> kind, String name, Map<String, ? extends @Nullable Object> patch) {
        cluster.mergePatch(ApiResource.of(kind), namespace, name, patch);
    }

    /** Deletes an object; false when it does not exist. */
    public boolean delete(VeleroKind<?> kind, String name) {
        return cluster.delete(ApiResource.of(kind), namespace, name);
    }

    private GoletaException notInstalled(ApiException cause) {
        return new GoletaException(
                Fault.USER,
                "the cluster has no namespace \"" + namespace
                        + "\", or Velero's custom resource definitions are not installed in it: " + cause.getMessage(),
                cause);
    }
}
