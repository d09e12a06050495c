package io.goleta.core.kube;

import io.goleta.core.select.LabelSelection;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster without an API server, for tests of the engine: it holds objects, and lets a test make any call fail. It does not
 * validate, default or version anything; the sandbox of the testkit does. Thread-safe.
 */
public final class FakeCluster implements Cluster {
    /** One request; {@code name} is empty for lists. */
    public record Call(
            String verb, GroupResource resource, @Nullable String namespace, String name) {
        /** {@code list pods shop}, {@code get pods shop/web}. */
        @Override
        public String toString() {
            String place = namespace == null ? name : name.isEmpty() ? namespace : namespace + "/" + name;
            return (verb + " " + resource + " " + place).strip();
        }
    }

    private static final Set<String> VERBS = Set.of("list", "create", "get", "delete", "patch", "update", "watch");

    private final List<ApiResource> resources = new CopyOnWriteArrayList<>();
    private final Map<String, String> brokenVersions = new LinkedHashMap<>();
    private final ConcurrentNavigableMap<String, KubernetesObject> objects = new ConcurrentSkipListMap<>();
    private final List<Consumer<Call>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong versions = new AtomicLong();

    /** Adds a resource, {@code deployments.apps} of kind {@code Deployment}, in version v1. */
    public FakeCluster offer(String resource, String kind, boolean namespaced) {
        resources.add(new ApiResource(
                GroupResource.parse(resource),
                "v1",
                kind,
                kind.toLowerCase(Locale.ROOT),
                List.of(),
                namespaced,
                VERBS));
        return this;
    }

    /** A group version whose aggregated API server does not answer. */
    public FakeCluster offerBroken(String version, String reason) {
        brokenVersions.put(version, reason);
        return this;
    }

    /** Called before each request; what it throws is the answer. */
    public FakeCluster onCall(Consumer<Call> listener) {
        listeners.add(listener);
        return this;
    }

    /** The refusal of an API server whose administrator did not allow something. */
    public static ApiException forbidden(Call call) {
        return new ApiException(403, "Forbidden", call + " is forbidden", Optional.empty());
    }

    @Override
    public ServerVersion version() {
        return new ServerVersion("1", "20", "v1.20.2");
    }

    @Override
    public Discovery discovery() {
        return new Discovery(resources, brokenVersions);
    }

    @Override
    public Discovery refreshDiscovery() {
        return discovery();
    }

    @Override
    public void list(ApiResource resource, ListOptions query, Consumer<KubernetesObject> consumer) {
        tell("list", resource, query.namespace(), "");
        LabelSelection labels = LabelSelection.parse(query.labelSelector());
        String prefix = resource.id() + "/" + (query.namespace() == null ? "" : query.namespace() + "/");
        for (Map.Entry<String, KubernetesObject> entry : objects.tailMap(prefix).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                return;
            }
            if (labels.test(entry.getValue().labels())) {
                consumer.accept(entry.getValue());
            }
        }
    }

    @Override
    public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
        List<KubernetesObject> found = new ArrayList<>();
        discovery()
                .find(resource)
                .ifPresent(known -> list(known, new ListOptions(namespace, labelSelector, ""), found::add));
        return found;
    }

    @Override
    public Optional<KubernetesObject> get(ItemId id) {
        return discovery().find(id.resource()).flatMap(resource -> get(resource, id.namespace(), id.name()));
    }

    @Override
    public Optional<KubernetesObject> get(ApiResource resource, @Nullable String namespace, String name) {
        tell("get", resource, namespace, name);
        return Optional.ofNullable(objects.get(key(resource, namespace, name)));
    }

    /** Puts an object there, whatever the tests' listeners say. */
    public KubernetesObject put(KubernetesObject object) {
        ApiResource resource =
                discovery().find(object.apiVersion(), object.kind()).orElseThrow();
        return store(resource, object);
    }

    @Override
    public KubernetesObject create(ApiResource resource, KubernetesObject object) {
        tell("create", resource, object.namespace(), object.name());
        if (objects.containsKey(key(resource, object.namespace(), object.name()))) {
            throw new ApiException(409, "AlreadyExists", object + " already exists", Optional.empty());
        }
        return store(resource, object);
    }

    @Override
    public KubernetesObject mergePatch(
            ApiResource resource,
            @Nullable String namespace,
            String name,
            Map<String, ? extends @Nullable Object> patch) {
        tell("patch", resource, namespace, name);
        KubernetesObject old = Optional.ofNullable(objects.get(key(resource, namespace, name)))
                .orElseThrow(() -> new ApiException(404, "NotFound", name + " not found", Optional.empty()));
        return store(resource, KubernetesObject.of(merge(old.content(), patch)));
    }

    @Override
    public KubernetesObject apply(ApiResource resource, KubernetesObject object, String owner) {
        tell("apply", resource, object.namespace(), object.name());
        Map<String, Object> old = Optional.ofNullable(objects.get(key(resource, object.namespace(), object.name())))
                .map(KubernetesObject::content)
                .orElse(Map.of());
        return store(resource, KubernetesObject.of(merge(old, object.content())));
    }

    @Override
    public KubernetesObject dryRunPatch(
            ApiResource resource,
            @Nullable String namespace,
            String name,
            Map<String, ? extends @Nullable Object> patch) {
        KubernetesObject old = get(resource, namespace, name).orElseThrow();
        return KubernetesObject.of(merge(old.content(), patch));
    }

    @Override
    public KubernetesObject updateStatus(ApiResource resource, KubernetesObject object) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(ApiResource resource, @Nullable String namespace, String name) {
        tell("delete", resource, namespace, name);
        return objects.remove(key(resource, namespace, name)) != null;
    }

    /** There are no Services that answer. */
    @Override
    public Optional<Cluster.ServiceResponse> getFromService(
            Cluster.ServicePort service, String path, Map<String, String> headers, Duration timeout) {
        return Optional.empty();
    }

    private KubernetesObject store(ApiResource resource, KubernetesObject object) {
        String version = String.valueOf(versions.incrementAndGet());
        KubernetesObject stored = object.with(version, "metadata", "resourceVersion");
        if (stored.uid().isEmpty()) {
            stored = stored.with("uid-" + version, "metadata", "uid");
        }
        objects.put(key(resource, object.namespace(), object.name()), stored);
        return stored;
    }

    private void tell(String verb, ApiResource resource, @Nullable String namespace, String name) {
        Call call = new Call(verb, resource.id(), namespace, name);
        listeners.forEach(listener -> listener.accept(call));
    }

    private static String key(ApiResource resource, @Nullable String namespace, String name) {
        return resource.id() + "/" + (namespace == null ? "" : namespace + "/") + name;
    }

    private static Map<String, Object> merge(Map<String, Object> old, Map<String, ? extends @Nullable Object> patch) {
        Map<String, Object> merged = new LinkedHashMap<>(old);
        patch.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else if (value instanceof Map<?, ?> inner && merged.get(key) instanceof Map<?, ?> before) {
                merged.put(key, merge(typed(before), typed(inner)));
            } else {
                merged.put(key, value);
            }
        });
        return merged;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> typed(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
