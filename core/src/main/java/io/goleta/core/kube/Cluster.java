package io.goleta.core.kube;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one window to the API server. Thread-safe; calls block. How many run at once is limited by what the API server bears,
 * not by the callers. Requests that fail with 429, 5xx or a broken connection are repeated with growing pauses where that is
 * safe; what remains is thrown.
 *
 * <p>Every method throws {@link ApiException} when the API server refuses and
 * {@link io.goleta.spi.error.GoletaException} (CLUSTER) when it cannot be reached.
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
}
