package io.goleta.core.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiRequest.RetryMode;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The API server over HTTP. Connections, TLS and credentials are those of a fabric8 client; the JSON is not touched by it. */
public final class Fabric8Cluster implements Cluster {
    /** How many objects of a list are asked for at once. */
    public static final int PAGE_SIZE = 500;

    private static final int RESTARTS = 5;
    private static final int GONE = 410;
    private static final Duration TIMEOUT = Duration.ofSeconds(65);

    private final Transport transport;
    private final DiscoveryReader reader;
    private final int pageSize;
    private final ReentrantLock discovering = new ReentrantLock();
    private volatile @Nullable Discovery discovery;

    Fabric8Cluster(Transport transport) {
        this(transport, PAGE_SIZE);
    }

    private Fabric8Cluster(Transport transport, int pageSize) {
        this.transport = transport;
        this.reader = new DiscoveryReader(transport);
        this.pageSize = pageSize;
    }

    /** The cluster a client is connected to. The caller closes the client, after the last call. */
    public static Fabric8Cluster connect(KubernetesClient client) {
        return connect(client, ExponentialBackoff.REQUESTS);
    }

    /** The same, with another idea of how long to try. */
    public static Fabric8Cluster connect(KubernetesClient client, ExponentialBackoff requests) {
        return new Fabric8Cluster(new Transport(client, new AdaptiveLimit(), requests, TIMEOUT));
    }

    /**
     * The same, with pages of another size.
     *
     * @param pageSize how many objects of a list to ask for at once; 0 means all
     */
    public static Fabric8Cluster connect(KubernetesClient client, int pageSize) {
        return new Fabric8Cluster(
                new Transport(client, new AdaptiveLimit(), ExponentialBackoff.REQUESTS, TIMEOUT), pageSize);
    }

    @Override
    public ServerVersion version() {
        Map<String, Object> version =
                transport.send(ApiRequest.discovery("/version", RetryMode.IDEMPOTENT), Json::readMap);
        return new ServerVersion(
                String.valueOf(version.getOrDefault("major", "")),
                String.valueOf(version.getOrDefault("minor", "")),
                String.valueOf(version.getOrDefault("gitVersion", "")));
    }

    @Override
    public Discovery discovery() {
        Discovery known = discovery;
        if (known != null) {
            return known;
        }
        discovering.lock();
        try {
            Discovery meanwhile = discovery;
            return meanwhile != null ? meanwhile : refreshDiscovery();
        } finally {
            discovering.unlock();
        }
    }

    @Override
    public Discovery refreshDiscovery() {
        Discovery fresh = reader.read();
        discovery = fresh;
        return fresh;
    }

    @Override
    public void list(ApiResource resource, ListOptions query, Consumer<KubernetesObject> consumer) {
        String continueToken = "";
        PageSize size = new PageSize(pageSize);
        int restarts = 0;
        do {
            ListPage page;
            try {
                page = page(resource, query, continueToken, size);
            } catch (ApiException e) {
                if (e.code() != GONE || continueToken.isEmpty() || ++restarts > RESTARTS) {
                    throw e;
                }
                page = page(resource, query, "", size);
            }
            page.items().forEach(consumer);
            continueToken = page.continueToken();
        } while (!continueToken.isEmpty());
    }

    private ListPage page(ApiResource resource, ListOptions query, String continueToken, PageSize size) {
        ListPage page = page(resource, query, continueToken, size.limit(), size.longest());
        while (!size.accepts(page)) {
            page = page(resource, query, continueToken, size.limit(), size.longest());
        }
        return page;
    }

    private ListPage page(ApiResource resource, ListOptions query, String continueToken, String limit, long longest) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("limit", limit);
        parameters.put("labelSelector", query.labelSelector());
        parameters.put("fieldSelector", query.fieldSelector());
        parameters.put("continue", continueToken);
        String path = ApiRequest.path(resource, query.namespace()) + ApiRequest.query(parameters);
        return transport.send(ApiRequest.list(path), body -> ListPage.read(body, resource, longest));
    }

    @Override
    public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
        List<KubernetesObject> objects = new ArrayList<>();
        discovered(resource)
                .ifPresent(found -> list(found, new ListOptions(namespace, labelSelector, ""), objects::add));
        return objects;
    }

    @Override
    public Optional<KubernetesObject> get(ItemId id) {
        return discovered(id.resource()).flatMap(resource -> get(resource, id.namespace(), id.name()));
    }

    private Optional<ApiResource> discovered(GroupResource id) {
        Optional<ApiResource> resource = discovery().find(id);
        if (resource.isEmpty() && discovery().isIncomplete(id.group())) {
            throw GoletaException.retryable(
                    Fault.CLUSTER,
                    "The API server did not tell whether there is a resource " + id + ": the API server of the group "
                            + id.group() + " did not answer.",
                    null);
        }
        return resource;
    }

    @Override
    public Optional<KubernetesObject> get(ApiResource resource, @Nullable String namespace, String name) {
        ApiRequest request = ApiRequest.get(ApiRequest.path(resource, namespace, name), resource);
        try {
            return Optional.of(transport.send(request, Fabric8Cluster::object));
        } catch (ApiException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public KubernetesObject create(ApiResource resource, KubernetesObject object) {
        // Without a name of its own, a repeated request could make a second object.
        RetryMode retryMode = object.name().isEmpty() ? RetryMode.ONLY_ON_429 : RetryMode.IDEMPOTENT;
        ApiRequest request = ApiRequest.create(resource, object.namespace(), Json.write(object), retryMode);
        AtomicBoolean doubt = new AtomicBoolean();
        try {
            return transport.send(request, Fabric8Cluster::object, failure -> doubt.set(true));
        } catch (ApiException e) {
            if (!e.isAlreadyExists() || !doubt.get()) {
                throw e;
            }
            // Our own earlier attempt may have arrived. It did if the object holds all that we sent.
            return get(resource, object.namespace(), object.name())
                    .filter(existing -> JsonSubset.contains(existing, object))
                    .orElseThrow(() -> e);
        }
    }

    @Override
    public KubernetesObject mergePatch(
            ApiResource resource,
            @Nullable String namespace,
            String name,
            Map<String, ? extends @Nullable Object> patch) {
        String path = ApiRequest.path(resource, namespace, name);
        return transport.send(ApiRequest.mergePatch(path, resource, Json.write(patch)), Fabric8Cluster::object);
    }

    @Override
    public KubernetesObject apply(ApiResource resource, KubernetesObject object, String owner) {
        String path = ApiRequest.path(resource, object.namespace(), object.name())
                + ApiRequest.query(Map.of("fieldManager", owner))
                + "&force=true";
        return transport.send(ApiRequest.apply(path, resource, Json.write(object)), Fabric8Cluster::object);
    }

    @Override
    public KubernetesObject dryRunPatch(
            ApiResource resource,
            @Nullable String namespace,
            String name,
            Map<String, ? extends @Nullable Object> patch) {
        String path = ApiRequest.path(resource, namespace, name) + "?dryRun=All";
        return transport.send(ApiRequest.mergePatch(path, resource, Json.write(patch)), Fabric8Cluster::object);
    }

    @Override
    public KubernetesObject updateStatus(ApiResource resource, KubernetesObject object) {
        String path = ApiRequest.path(resource, object.namespace(), object.name()) + "/status";
        return transport.send(ApiRequest.put(path, resource, Json.write(object)), Fabric8Cluster::object);
    }

    @Override
    public boolean delete(ApiResource resource, @Nullable String namespace, String name) {
        ApiRequest request = ApiRequest.delete(ApiRequest.path(resource, namespace, name), resource);
        AtomicBoolean doubt = new AtomicBoolean();
        try {
            transport.send(request, Json::readMap, failure -> doubt.set(true));
            return true;
        } catch (ApiException e) {
            if (e.isNotFound()) {
                return doubt.get();
            }
            throw e;
        }
    }

    @Override
    public Optional<Cluster.ServiceResponse> getFromService(
            Cluster.ServicePort service, String path, Map<String, String> headers, Duration timeout) {
        return transport.getOnce(service.proxyPath() + path, headers, timeout);
    }

    private static KubernetesObject object(InputStream body) throws IOException {
        return KubernetesObject.adopt(Json.readMap(body));
    }
}
