package io.goleta.cli.install.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/** How the server is reached, and kept while nodes are drained. */
final class ServiceAndDisruptionBudget {
    private ServiceAndDisruptionBudget() {}

    /** Also the way of logs and descriptions to clients that cannot reach the bucket. */
    static Service service(String namespace) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(ServerDeployment.NAME)
                .withNamespace(namespace)
                .withLabels(Installation.LABELS)
                .endMetadata()
                .withNewSpec()
                .withSelector(ServerDeployment.SELECTOR)
                .addNewPort()
                .withName("http-monitoring")
                .withPort(PodParts.PORT)
                .withProtocol("TCP")
                .withTargetPort(new IntOrString(PodParts.PORT_NAME))
                .endPort()
                .endSpec()
                .build();
    }

    /** Never for a single replica: nobody could drain its node. */
    static PodDisruptionBudget disruptionBudget(String namespace) {
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName(ServerDeployment.NAME)
                .withNamespace(namespace)
                .withLabels(Installation.LABELS)
                .endMetadata()
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withNewSelector()
                .withMatchLabels(ServerDeployment.SELECTOR)
                .endSelector()
                .endSpec()
                .build();
    }
}
