package io.goleta.sandbox;

import io.goleta.sandbox.client.ApiEndpoint;
import io.goleta.sandbox.contract.Api;
import io.goleta.sandbox.contract.CustomResourcesSubject;
import io.goleta.sandbox.contract.DeletionSubject;
import io.goleta.sandbox.contract.DiscoverySubject;
import io.goleta.sandbox.contract.ListingSubject;
import io.goleta.sandbox.contract.ObjectsSubject;
import io.goleta.sandbox.contract.PatchingSubject;
import io.goleta.sandbox.contract.PrintingSubject;
import io.goleta.sandbox.contract.WatchingSubject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What {@link Sandbox} and a real kube-apiserver have in common: one battery, run against both. Where they differ the sandbox is
 * wrong. {@link ClusterContract} adds what a controller manager does. Every test works in a namespace of its own and leaves nothing that is not marked for deletion.
 */
public abstract class ApiServerContract
        implements DiscoverySubject,
                ObjectsSubject,
                ListingSubject,
                WatchingSubject,
                PatchingSubject,
                DeletionSubject,
                CustomResourcesSubject,
                PrintingSubject {

    private @Nullable Api api;

    /** The server to test. */
    protected abstract ApiEndpoint endpoint();

    @BeforeEach
    final void openNamespace() {
        api = new Api(endpoint());
    }

    @AfterEach
    final void deleteNamespace() {
        api().close();
    }

    @Override
    public final Api api() {
        if (api == null) {
            throw new IllegalStateException("no test is running");
        }
        return api;
    }
}
