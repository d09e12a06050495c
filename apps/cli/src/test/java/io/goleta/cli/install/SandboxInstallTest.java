package io.goleta.cli.install;

import io.fabric8.kubernetes.api.model.Namespace;
import io.goleta.sandbox.Sandbox;
import org.junit.jupiter.api.AfterAll;

class SandboxInstallTest extends InstallContract {
    private final Sandbox sandbox = Sandbox.start();

    @Override
    String kubeconfig() {
        return sandbox.kubeconfig();
    }

    @Override
    void endNamespace(Namespace namespace) {
        // The sandbox does it.
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }
}
