package io.goleta.cli.install.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/** The Service and the PodDisruptionBudget of the server. */
final class ServiceAndDisruptionBudget {
    private ServiceAndDisruptionBudget() {}

    /** Also serves logs and results to clients that cannot reach the bucket. */
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

    /** Must not be used with a single replica, whose node could not be drained. */
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
