package io.goleta.cli.install.manifest;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.Map;

/** The namespace, and the two accounts in it. */
final class ServiceAccounts {
    /** May do much; its pods run on whatever node. */
    static final String SERVER = "velero-server";

    /** May do little: its token lies on every node. It has Velero's name because platforms' guides grant it their privileges. */
    static final String AGENT = "velero";

    private static final String POD_SECURITY = "pod-security.kubernetes.io/enforce";

    private ServiceAccounts() {}

    /** Agents mount a folder of the node, which the stricter pod security standards forbid. */
    static Namespace namespace(Installation installation) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(installation.namespace())
                .withAnnotations(installation
                        .agent()
                        .map(Installation.Agent::namespaceAnnotations)
                        .orElse(Map.of()))
                .withLabels(Installation.LABELS)
                .addToLabels(POD_SECURITY, "privileged")
                .addToLabels(POD_SECURITY + "-version", "latest")
                .endMetadata()
                .build();
    }

    static ServiceAccount account(String name, Installation installation) {
        return new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(installation.namespace())
                .withLabels(Installation.LABELS)
                .withAnnotations(installation.pods().accountAnnotations())
                .endMetadata()
                .build();
    }
}
