package io.goleta.server.controller;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.ListOptions;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Follows the objects of one resource, as plain JSON: an object that cannot be understood does not end the watch. A watch
 * that ends is restarted. Thread-safe.
 */
public final class Informer implements AutoCloseable {
    private final SharedIndexInformer<GenericKubernetesResource> informer;
    private final String what;

    /** Receives changes of objects in their order; must not block. */
    public interface Listener {
        /** The object is new or has changed. */
        void changed(KubernetesObject object);

        /** The object is gone. */
        void deleted(KubernetesObject object);
    }

    Informer(KubernetesClient client, ApiResource resource, ListOptions options, Listener listener) {
        this.what = resource.id().toString();
        var resources = client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup(resource.id().group())
                .withVersion(resource.version())
                .withKind(resource.kind())
                .withPlural(resource.id().resource())
                .withNamespaced(resource.namespaced())
                .build());
        var scope =
                options.namespace() == null ? resources.inAnyNamespace() : resources.inNamespace(options.namespace());
        var selected = options.labelSelector().isEmpty() ? scope : scope.withLabelSelector(options.labelSelector());
        int equals = options.fieldSelector().indexOf('=');
        this.informer = (equals < 0
                        ? selected
                        : selected.withField(
                                options.fieldSelector().substring(0, equals),
                                options.fieldSelector().substring(equals + 1)))
                .runnableInformer(0)
                .addEventHandler(new Events(listener))
                .exceptionHandler((isStarted, failure) -> isStarted);
    }

    /**
     * Returns when the objects that exist are known.
     *
     * @throws GoletaException CLUSTER when they cannot be listed
     */
    public void start() {
        try {
            informer.start().toCompletableFuture().join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw GoletaException.retryable(Fault.CLUSTER, "Cannot list " + what + ": " + cause.getMessage(), cause);
        }
    }

    /** The objects as last seen; may be outdated. */
    public List<KubernetesObject> known() {
        return informer.getStore().list().stream().map(Informer::plain).toList();
    }

    /** Whether the objects that exist are known and it keeps following them. */
    public boolean isWatching() {
        // Not informer.isWatching(): that stays false where WebSockets are blocked and the client watches over plain
        // HTTP.
        return informer.isRunning() && informer.hasSynced();
    }

    private static KubernetesObject plain(GenericKubernetesResource resource) {
        return Json.convert((Object) resource);
    }

    @Override
    public void close() {
        informer.close();
    }

    private record Events(Listener listener) implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource object) {
            listener.changed(plain(object));
        }

        @Override
        public void onUpdate(@Nullable GenericKubernetesResource before, GenericKubernetesResource object) {
            listener.changed(plain(object));
        }

        @Override
        public void onDelete(GenericKubernetesResource object, boolean isFinalStateUnknown) {
            listener.deleted(plain(object));
        }
    }
}
