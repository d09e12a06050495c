package io.goleta.cli.install.manifest;

import io.goleta.cli.install.manifest.StorageSettings.Backups;
import io.goleta.spi.Secret;
import io.goleta.spi.item.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An installation with everything usual, and how tests vary it. */
final class Samples {
    static final AgentSettings AGENT =
            new AgentSettings(PodResources.AGENT, "/var/lib/kubelet/pods", false, false, Map.of(), List.of());
    static final StorageSettings STORAGE = new StorageSettings(
            Optional.of(Secret.of("key".getBytes(StandardCharsets.UTF_8))),
            Optional.of(new Backups("aws", "b", "", Map.of("region", "x"), "")),
            Optional.empty(),
            Optional.empty());
    static final ServerSettings SERVER = new ServerSettings(
            1, PodResources.SERVER, false, false, Optional.empty(), RepositoryChecks.STANDARD, Optional.empty());
    static final PodSettings PODS = new PodSettings(Map.of(), Map.of(), Map.of(), List.of());

    private Samples() {}

    static Installation usual() {
        return of(PODS, SERVER, Optional.of(AGENT), STORAGE);
    }

    static Installation with(PodSettings pods) {
        return of(pods, SERVER, Optional.of(AGENT), STORAGE);
    }

    static Installation with(ServerSettings server) {
        return of(PODS, server, Optional.of(AGENT), STORAGE);
    }

    static Installation with(AgentSettings agent) {
        return of(PODS, SERVER, Optional.of(agent), STORAGE);
    }

    static Installation with(StorageSettings storage) {
        return of(PODS, SERVER, Optional.of(AGENT), storage);
    }

    static Installation withoutAgents() {
        return of(PODS, SERVER, Optional.empty(), STORAGE);
    }

    static Installation in(String namespace) {
        return new Installation(namespace, "goleta/goleta:v1", List.of(), PODS, SERVER, Optional.of(AGENT), STORAGE);
    }

    /** The rendered object of this kind and name. */
    static KubernetesObject object(Installation installation, String kind, String name) {
        return Manifests.of(installation).stream()
                .filter(object -> object.kind().equals(kind) && object.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + "/" + name));
    }

    /** The pod template's spec as an object of its own. */
    static KubernetesObject pod(KubernetesObject workload) {
        return KubernetesObject.of(workload.map("spec", "template", "spec"));
    }

    private static Installation of(
            PodSettings pods, ServerSettings server, Optional<AgentSettings> agent, StorageSettings storage) {
        return new Installation("velero", "goleta/goleta:v1", List.of(), pods, server, agent, storage);
    }
}
