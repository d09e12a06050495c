package io.goleta.sandbox;

import org.junit.jupiter.api.AfterAll;

/** fabric8's client on the sandbox. */
class SandboxFabric8Test extends Fabric8ClientContract {

    private static final Sandbox SANDBOX = Sandbox.start();

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @Override
    String kubeconfig() {
        return SANDBOX.kubeconfig();
    }
}
