package io.goleta.core.kube;

import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.json.MergePatch;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one window to the API server. Thread-safe; calls block. Concurrency is limited adaptively, by the API server's
 * responses. Requests that fail with 429, 5xx or a broken connection are repeated with growing pauses where that is
 * safe; what remains is thrown.
 *
 * <p>Every method throws {@link io.goleta.spi.error.GoletaException} (CLUSTER): an {@link ApiException} when the API server
 * refuses the request, a plain one when it cannot be reached. What is retryable was retried already, for about 30 seconds.
 *
 * <p>Velero's own kinds can be read and written as they are typed in {@code core.api}; the JSON beneath is the same.
 */
public interface Cluster extends ClusterReader {

    /** Asks the API server for its version. */
    ServerVersion version();

    /** What the API server offers, asked once and kept until {@link #refreshDiscovery()}. */
    Discovery discovery();

    /** Asks again, for example after custom resource definitions were created. */
    Discovery refreshDiscovery();

    /**
     * Reads a list page by page and hands over one object after the other, in the API server's order, each complete with
     * {@code apiVersion} and {@code kind}. At most one page is in memory. When the server drops the position in the middle
     * (410 Gone), reading starts again and objects already handed over may come twice.
     */
    void list(ApiResource resource, ListOptions query, Consumer<KubernetesObject> consumer);

    /** One object; empty when it does not exist. */
    Optional<KubernetesObject> get(ApiResource resource, @Nullable String namespace, String name);

    /** Creates an object, in the namespace and under the name that it carries, and returns what the server made of it. */
    KubernetesObject create(ApiResource resource, KubernetesObject object);

    /**
     * Applies a JSON merge patch (RFC 7396) and returns what the server made of it.
     *
     * @param patch null values delete
     */
    KubernetesObject mergePatch(
            ApiResource resource,
            @Nullable String namespace,
            String name,
            Map<String, ? extends @Nullable Object> patch);

    /**
     * Server-side apply: creates the object, or changes the one there is so that it holds all that {@code object} says, by
     * force where others said otherwise. What the same owner said earlier and says no more goes; what only others said stays.
     *
     * @param owner who says so, the field manager
     */
    KubernetesObject apply(ApiResource resource, KubernetesObject object, String owner);

    /**
     * What {@link #mergePatch} would return, defaults and all, without changing anything.
     *
     * @throws ApiException also when an admission webhook cannot be asked without consequences
     */
    KubernetesObject dryRunPatch(
            ApiResource resource,
            @Nullable String namespace,
            String name,
            Map<String, ? extends @Nullable Object> patch);

    /** Replaces the status sub-resource with the status of {@code object}. */
    KubernetesObject updateStatus(ApiResource resource, KubernetesObject object);

    /** Asks for the deletion of an object; false when it does not exist. */
    boolean delete(ApiResource resource, @Nullable String namespace, String name);

    /**
     * Sends a GET request to a Service, through the proxy of the API server, so that the caller needs no route to it. It waits
     * for no other request, and a response that refuses it is not followed by a retry: that is up to the caller.
     *
     * @param path on the Service, with a slash at its beginning, encoded
     * @param headers by name
     * @param timeout for the response to begin; the body may take longer
     * @return the response, successful or not, which the caller closes; empty when none began in time
     */
    Optional<ServiceResponse> getFromService(
            ServicePort service, String path, Map<String, String> headers, Duration timeout);

    /** One object of Velero's; empty when it does not exist. */
    default <V extends VeleroObject<?, ?>> Optional<V> get(VeleroKind<V> kind, String namespace, String name) {
        return get(ApiResource.of(kind), namespace, name).map(kind::of);
    }

    /** Objects of Velero's, those with a {@link VeleroObject#problem()} too. */
    default <V extends VeleroObject<?, ?>> List<V> list(VeleroKind<V> kind, ListOptions options) {
        List<V> objects = new ArrayList<>();
        list(ApiResource.of(kind), options, object -> objects.add(kind.of(object)));
        return objects;
    }

    /** Creates an object of Velero's and returns what the server made of it. */
    @SuppressWarnings("unchecked") // a kind's view is of the class of its objects
    default <V extends VeleroObject<?, ?>> V create(V object) {
        return (V) object.kind().of(create(ApiResource.of(object.kind()), object.object()));
    }

    /**
     * Writes what differs, and nothing when nothing does.
     *
     * @param before the object as it was read
     */
    default void patch(KubernetesObject before, VeleroObject<?, ?> changed) {
        Map<String, @Nullable Object> patch =
                MergePatch.between(before.content(), changed.object().content());
        if (!patch.isEmpty()) {
            mergePatch(ApiResource.of(changed.kind()), changed.namespace(), changed.name(), patch);
        }
    }

    /** Asks for the deletion of an object of Velero's; false when it does not exist. */
    default boolean delete(VeleroObject<?, ?> object) {
        return delete(ApiResource.of(object.kind()), object.namespace(), object.name());
    }

    /** A port of a Service that speaks plain HTTP. */
    public record ServicePort(String namespace, String service, int port) {

        /** The path under which the API server passes requests on to it, without a slash at its end. */
        String proxyPath() {
            return "/api/v1/namespaces/" + ApiRequest.encoded(namespace) + "/services/http:"
                    + ApiRequest.encoded(service) + ":" + port + "/proxy";
        }
    }

    /**
     * What a Service answered through the API server's proxy, or the API server in its place.
     *
     * @param code the HTTP status
     * @param headers by name, in whatever case the name is looked up
     * @param body arrives while it is read
     */
    public record ServiceResponse(int code, Map<String, List<String>> headers, InputStream body)
            implements AutoCloseable {

        public ServiceResponse {
            Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            anyCase.putAll(headers);
            headers = anyCase;
        }

        /** The first value of a header; empty when the response does not carry it. */
        public Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }

        /** Ends the transfer of the body. */
        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
