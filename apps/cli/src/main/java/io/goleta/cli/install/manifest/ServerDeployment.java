package io.goleta.cli.install.manifest;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.goleta.spi.GoDuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server. */
final class ServerDeployment {
    static final String NAME = "velero";
    static final Map<String, String> SELECTOR = Map.of("deploy", NAME);

    private final Installation installation;
    private final PodParts parts;

    ServerDeployment(Installation installation) {
        this.installation = installation;
        this.parts = new PodParts(installation);
    }

    Deployment render() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(installation.namespace())
                .withLabels(Installation.LABELS)
                .endMetadata()
                .withNewSpec()
                .withReplicas(installation.server().replicas())
                .withNewSelector()
                .withMatchLabels(SELECTOR)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(installation.pods().labelsWith("deploy", NAME))
                .withAnnotations(annotations())
                .endMetadata()
                .withSpec(pod())
                .endTemplate()
                .endSpec()
                .build();
    }

    private Map<String, String> annotations() {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("prometheus.io/scrape", "true");
        annotations.put("prometheus.io/port", String.valueOf(PodParts.PORT));
        annotations.put("prometheus.io/path", "/metrics");
        annotations.putAll(installation.pods().annotations());
        return annotations;
    }

    private PodSpec pod() {
        return new PodSpecBuilder()
                .withRestartPolicy("Always")
                .withServiceAccountName(installation.serverAccount())
                .withPriorityClassName(
                        installation.runAs().serverPriorityClass().orElse(null))
                .withSecurityContext(SecurityContexts.ofNobody())
                .withNodeSelector(Map.of("kubernetes.io/os", "linux"))
                .withAffinity(apart())
                .withInitContainers(parts.pluginContainers())
                .withContainers(container())
                .withVolumes(PodParts.plugins(), PodParts.scratch())
                .addAllToVolumes(parts.storageVolumes())
                .build();
    }

    private Container container() {
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(installation.image())
                .withImagePullPolicy(new ImageName(installation.image()).pullPolicy())
                .withCommand("/velero")
                .withArgs(arguments())
                .addNewPort()
                .withName(PodParts.PORT_NAME)
                .withContainerPort(PodParts.PORT)
                .withProtocol("TCP")
                .endPort()
                .withEnv(parts.environment())
                .addNewEnv()
                .withName("GOLETA_HELPER_IMAGE")
                .withValue(installation.image())
                .endEnv()
                .withVolumeMounts(PodParts.pluginsMount(), PodParts.scratchMount())
                .addAllToVolumeMounts(parts.storageMounts())
                .withResources(installation.server().resources().requirements())
                .withStartupProbe(PodParts.startUp())
                .withLivenessProbe(PodParts.alive())
                .withReadinessProbe(PodParts.ready())
                .withSecurityContext(SecurityContexts.strict())
                .build();
    }

    private List<String> arguments() {
        Installation.Server server = installation.server();
        List<String> arguments = new ArrayList<>(List.of("server", parts.features()));
        if (server.defaultVolumesToFsBackup()) {
            arguments.add("--default-volumes-to-restic=true");
        }
        if (server.restoreOnly()) {
            arguments.add("--restore-only");
        }
        server.pruneFrequency()
                .ifPresent(time -> arguments.add("--default-restic-prune-frequency=" + GoDuration.format(time)));
        server.checks()
                .frequency()
                .ifPresent(time -> arguments.add("--repository-check-frequency=" + GoDuration.format(time)));
        if (server.checks().readDataPercent() > 0) {
            arguments.add("--repository-check-read-data=" + server.checks().readDataPercent());
        }
        server.podVolumeTimeout().ifPresent(time -> arguments.add("--fs-backup-timeout=" + GoDuration.format(time)));
        server.garbageCollectionFrequency()
                .ifPresent(time -> arguments.add("--garbage-collection-frequency=" + GoDuration.format(time)));
        return arguments;
    }

    /** Replicas on the same node would fail together. */
    private @Nullable Affinity apart() {
        if (installation.server().replicas() < 2) {
            return null;
        }
        return new AffinityBuilder()
                .withNewPodAntiAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(100)
                .withNewPodAffinityTerm()
                .withNewLabelSelector()
                .withMatchLabels(SELECTOR)
                .endLabelSelector()
                .withTopologyKey("kubernetes.io/hostname")
                .endPodAffinityTerm()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endPodAntiAffinity()
                .build();
    }
}
