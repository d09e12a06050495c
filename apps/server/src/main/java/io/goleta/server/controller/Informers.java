package io.goleta.server.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.ListOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Makes informers; hides the client that they watch with. Thread-safe. */
@Singleton
public final class Informers implements AutoCloseable {
    private final KubernetesClient client;

    @Inject
    public Informers(KubernetesClient client) {
        this.client = client;
    }

    /** An informer that is not started yet. */
    public Informer of(ApiResource resource, ListOptions options, Informer.Listener listener) {
        return new Informer(client, resource, options, listener);
    }

    /** Closes the client, and with it every informer and everything else that uses the client. */
    @Override
    public void close() {
        client.close();
    }
}
