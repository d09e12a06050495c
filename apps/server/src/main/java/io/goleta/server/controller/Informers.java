package io.goleta.server.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.ListOptions;

/** Makes informers, so that nobody else has to know the client that they watch with. Thread-safe. */
public final class Informers {
    private final KubernetesClient client;

    public Informers(KubernetesClient client) {
        this.client = client;
    }

    /** One that does not begin before it is started. */
    public Informer of(ApiResource resource, ListOptions options, Informer.Listener listener) {
        return new Informer(client, resource, options, listener);
    }
}
