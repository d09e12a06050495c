package io.goleta.cli.install.manifest;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/** What containers are kept from. */
final class SecurityContexts {
    /** The user of the image. */
    static final long NOBODY = 65532;

    private SecurityContexts() {}

    /** A pod of a user without privileges, who may write to volumes that take an owner. */
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

    /** A pod of root, who is nobody special without capabilities. */
    static PodSecurityContext ofRoot() {
        return new PodSecurityContextBuilder()
                .withRunAsUser(0L)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    /** No capability and no file system to write to. */
    static SecurityContext strict() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    /** What it takes to read any file and to restore it with owner, mode, attributes and, for a device, its kind. */
    static SecurityContext forFilesOfOthers() {
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
