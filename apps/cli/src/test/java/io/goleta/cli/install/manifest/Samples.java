package io.goleta.cli.install.manifest;

import io.goleta.spi.Secret;
import io.goleta.spi.item.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An installation with everything usual, and how tests vary it. */
final class Samples {
    static final Installation.Agent AGENT =
            new Installation.Agent(PodResources.AGENT, "/var/lib/kubelet/pods", false, false, Map.of(), List.of());
    static final Installation.Storage STORAGE = new Installation.Storage(
            Optional.of(Secret.of("key".getBytes(StandardCharsets.UTF_8))),
            Optional.of(new Installation.BackupLocation("aws", "b", "", Map.of("region", "x"), "")),
            Optional.empty());
    static final Installation.Server SERVER = new Installation.Server(
            1,
            PodResources.SERVER,
            false,
            false,
            Optional.empty(),
            Installation.RepositoryChecks.DEFAULT,
            Optional.empty(),
            Optional.empty());
    static final Installation.Pods PODS = new Installation.Pods(Map.of(), Map.of(), Map.of(), List.of());

    private Samples() {}

    static Installation usual() {
        return of(PODS, SERVER, Optional.of(AGENT), STORAGE);
    }

    static Installation with(Installation.Pods pods) {
        return of(pods, SERVER, Optional.of(AGENT), STORAGE);
    }

    static Installation with(Installation.Server server) {
        return of(PODS, server, Optional.of(AGENT), STORAGE);
    }

    static Installation with(Installation.Agent agent) {
        return of(PODS, SERVER, Optional.of(agent), STORAGE);
    }

    static Installation with(Installation.Storage storage) {
        return of(PODS, SERVER, Optional.of(AGENT), storage);
    }

    static Installation with(Installation.RunAs runAs) {
        return new Installation(
                "velero", "goleta/goleta:v1", List.of(), PODS, runAs, SERVER, Optional.of(AGENT), STORAGE);
    }

    static Installation withoutAgents() {
        return of(PODS, SERVER, Optional.empty(), STORAGE);
    }

    static Installation in(String namespace) {
        return new Installation(
                namespace,
                "goleta/goleta:v1",
                List.of(),
                PODS,
                Installation.RunAs.DEFAULT,
                SERVER,
                Optional.of(AGENT),
                STORAGE);
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
            Installation.Pods pods,
            Installation.Server server,
            Optional<Installation.Agent> agent,
            Installation.Storage storage) {
        return new Installation(
                "velero", "goleta/goleta:v1", List.of(), pods, Installation.RunAs.DEFAULT, server, agent, storage);
    }
}
