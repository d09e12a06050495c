package io.goleta.cli.install.manifest;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.List;
import java.util.Map;

/** The namespace and the two service accounts. */
final class ServiceAccounts {
    /** Has wide permissions; its pods run on any node. */
    static final String SERVER = "velero-server";

    /** Has few permissions, because its token is on every node. Platforms' guides grant privileges to this name, which is Velero's. */
    static final String AGENT = "velero";

    private static final String POD_SECURITY = "pod-security.kubernetes.io/enforce";

    private ServiceAccounts() {}

    /** Agents mount a hostPath, which only the pod security standard "privileged" allows. */
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

    /** Those of the installation; an account that the administrator names exists already. */
    static List<ServiceAccount> of(Installation installation) {
        if (installation.runAs().serviceAccount().isPresent()) {
            return List.of();
        }
        ServiceAccount server = account(SERVER, installation);
        return installation.agent().isEmpty() ? List.of(server) : List.of(server, account(AGENT, installation));
    }

    private static ServiceAccount account(String name, Installation installation) {
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
