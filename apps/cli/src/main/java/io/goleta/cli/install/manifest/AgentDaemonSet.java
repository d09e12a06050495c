package io.goleta.cli.install.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The node agents. Guides for platforms patch the first container and the first volume by their position, so both stay where
 * they are, and what we add follows after what Velero has.
 */
final class AgentDaemonSet {
    static final String NAME = "restic";

    private static final String SELECTOR = "name";
    private static final String HOST_PODS = "host-pods";
    private static final String HOST_PATH = "host-path-";

    private final Installation installation;
    private final Installation.Agent agent;
    private final PodParts parts;

    AgentDaemonSet(Installation installation, Installation.Agent agent) {
        this.installation = installation;
        this.agent = agent;
        this.parts = new PodParts(installation);
    }

    DaemonSet render() {
        return new DaemonSetBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(installation.namespace())
                .withLabels(Installation.LABELS)
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .addToMatchLabels(SELECTOR, NAME)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(installation.pods().labelsWith(SELECTOR, NAME))
                .withAnnotations(installation.pods().annotations())
                .endMetadata()
                .withSpec(pod())
                .endTemplate()
                .endSpec()
                .build();
    }

    private PodSpec pod() {
        return new PodSpecBuilder()
                .withServiceAccountName(installation.agentAccount())
                .withPriorityClassName(installation.runAs().agentPriorityClass().orElse(null))
                .withSecurityContext(SecurityContexts.ofRoot())
                .withNodeSelector(Map.of("kubernetes.io/os", "linux"))
                .withTolerations(tolerations())
                .withInitContainers(parts.pluginContainers())
                .withContainers(container())
                .withVolumes(hostPods(), PodParts.scratch(), PodParts.plugins())
                .addAllToVolumes(parts.storageVolumes())
                .addAllToVolumes(hostPathVolumes())
                .build();
    }

    private Container container() {
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(installation.image())
                .withImagePullPolicy(new ImageName(installation.image()).pullPolicy())
                .withCommand("/velero")
                .withArgs("restic", "server", parts.features())
                .addNewPort()
                .withName(PodParts.PORT_NAME)
                .withContainerPort(PodParts.PORT)
                .withProtocol("TCP")
                .endPort()
                .withEnv(PodParts.fromField("NODE_NAME", "spec.nodeName"))
                .addAllToEnv(parts.environment())
                .addToVolumeMounts(new VolumeMountBuilder(PodParts.mount(HOST_PODS, "/host_pods"))
                        .withMountPropagation("HostToContainer")
                        .build())
                .addToVolumeMounts(PodParts.scratchMount(), PodParts.pluginsMount())
                .addAllToVolumeMounts(parts.storageMounts())
                .addAllToVolumeMounts(hostPathMounts())
                .withResources(agent.resources().requirements())
                .withStartupProbe(PodParts.startUp())
                .withLivenessProbe(PodParts.alive())
                .withReadinessProbe(PodParts.ready())
                .withSecurityContext(
                        agent.privileged() ? SecurityContexts.privileged() : SecurityContexts.withFileCapabilities())
                .build();
    }

    private Volume hostPods() {
        return new VolumeBuilder()
                .withName(HOST_PODS)
                .withNewHostPath()
                .withPath(agent.podsDirectory())
                .endHostPath()
                .build();
    }

    private List<Volume> hostPathVolumes() {
        List<Volume> volumes = new ArrayList<>();
        for (Installation.AllowedHostPath directory : agent.hostPaths()) {
            volumes.add(new VolumeBuilder()
                    .withName(HOST_PATH + volumes.size())
                    .withNewHostPath()
                    .withPath(directory.path())
                    .endHostPath()
                    .build());
        }
        return volumes;
    }

    /** Each under its own path, below a directory that the agent does not use otherwise. */
    private List<VolumeMount> hostPathMounts() {
        List<VolumeMount> mounts = new ArrayList<>();
        for (Installation.AllowedHostPath directory : agent.hostPaths()) {
            mounts.add(
                    new VolumeMountBuilder(PodParts.mount(HOST_PATH + mounts.size(), "/host_paths" + directory.path()))
                            .withReadOnly(directory.writable() ? null : true)
                            .withMountPropagation("HostToContainer")
                            .build());
        }
        return mounts;
    }

    private List<Toleration> tolerations() {
        return agent.toleratesAllTaints() ? List.of(new Toleration(null, null, "Exists", null, null)) : List.of();
    }
}
