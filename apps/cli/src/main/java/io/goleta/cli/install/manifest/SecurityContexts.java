package io.goleta.cli.install.manifest;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/** Security contexts of pods and containers. */
final class SecurityContexts {
    /** The user of the image. */
    static final long NOBODY = 65532;

    private SecurityContexts() {}

    /** A pod of an unprivileged user, with write access to volumes that support fsGroup. */
    static PodSecurityContext ofNobody() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(NOBODY)
                .withRunAsGroup(NOBODY)
                .withFsGroup(NOBODY)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    /** A pod of root, which has no special powers without capabilities. */
    static PodSecurityContext ofRoot() {
        return new PodSecurityContextBuilder()
                .withRunAsUser(0L)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    /** No capabilities and a read-only root file system. */
    static SecurityContext strict() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    /** The capabilities to read any file, and to restore owner, mode, attributes and device type. */
    static SecurityContext withFileCapabilities() {
        return new SecurityContextBuilder(strict())
                .editCapabilities()
                .withAdd("CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "MKNOD", "SETFCAP")
                .endCapabilities()
                .build();
    }

    static SecurityContext privileged() {
        return new SecurityContextBuilder()
                .withPrivileged(true)
                .withReadOnlyRootFilesystem(true)
                .build();
    }
}
