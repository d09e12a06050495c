package io.goleta.e2e;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Installs once for all test classes of a run and removes everything after the last. */
final class Installed implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Installed.class))
                .getOrComputeIfAbsent(Installation.class);
    }

    static final class Installation implements AutoCloseable {
        Installation() {
            Velero.uninstall();
            RepositoryPassword.bringAlong();
            Velero.install();
            Disks.prepare();
        }

        @Override
        public void close() {
            Disks.remove();
            if (!Boolean.getBoolean("e2e.keep")) {
                Velero.uninstall();
            }
        }
    }
}
