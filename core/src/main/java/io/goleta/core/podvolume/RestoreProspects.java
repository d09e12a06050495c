package io.goleta.core.podvolume;

import io.goleta.core.run.RunReporter;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Why nobody will restore a volume, as far as its pod tells. What cannot heal without somebody doing something ends the wait when it
 * has lasted for about a minute: a claim that cannot be bound, a node without agent. A pod that finds no node, or no image, may find
 * one, since nodes come and go; the restore says so in a warning and goes on waiting. For one thread.
 */
final class RestoreProspects implements Function<PodVolumeTracker.Volume, Optional<String>> {
    // With the time between two looks it makes a minute.
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final Set<String> DOES_NOT_START = Set.of(
            "CrashLoopBackOff",
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "CreateContainerConfigError",
            "CreateContainerError");

    private final ClusterReader cluster;
    private final ClaimProspects claims;
    private final Function<String, Optional<String>> missingAgent;
    private final RunReporter findings;
    private final Clock clock;
    private final Map<String, Instant> troubledSince = new HashMap<>();
    private final Set<String> warned = new HashSet<>();

    private record Trouble(String reason, boolean mayHeal) {}

    /**
     * @param missingAgent why no agent works on a node; empty when one does, or when that is not known
     */
    RestoreProspects(
            ClusterReader cluster,
            ClaimProspects claims,
            Function<String, Optional<String>> missingAgent,
            RunReporter findings,
            Clock clock) {
        this.cluster = cluster;
        this.claims = claims;
        this.missingAgent = missingAgent;
        this.findings = findings;
        this.clock = clock;
    }

    @Override
    public Optional<String> apply(PodVolumeTracker.Volume volume) {
        Optional<KubernetesObject> pod = cluster.get(new ItemId(GroupResource.PODS, volume.namespace(), volume.pod()))
                .filter(found -> found.uid().equals(volume.podUid()));
        if (pod.isEmpty()) {
            return Optional.of("the pod was deleted before its volumes were restored");
        }
        if (pod.get().string("status", "phase").filter("Failed"::equals).isPresent()) {
            return Optional.of("the pod failed before its volumes were restored");
        }
        String key = volume.podUid() + "/" + volume.name();
        Optional<Trouble> trouble = trouble(pod.get());
        if (trouble.isEmpty()) {
            troubledSince.remove(key);
            return Optional.empty();
        }
        Instant since = troubledSince.computeIfAbsent(key, first -> clock.instant());
        if (clock.instant().isBefore(since.plus(PATIENCE))) {
            return Optional.empty();
        }
        if (!trouble.get().mayHeal()) {
            return trouble.map(Trouble::reason);
        }
        if (warned.add(volume.podUid())) {
            findings.warn(
                    volume.namespace(),
                    "Pod " + volume.pod() + " still waits for its files: "
                            + trouble.get().reason());
        }
        return Optional.empty();
    }

    private Optional<Trouble> trouble(KubernetesObject pod) {
        String node = pod.string("spec", "nodeName").orElse("");
        if (!node.isEmpty()) {
            return missingAgent
                    .apply(node)
                    .map(reason -> new Trouble(reason, false))
                    .or(() -> notStarted(pod));
        }
        Optional<Trouble> ofClaim = new Pod(pod)
                .volumes().stream().flatMap(volume -> ofClaim(volume).stream()).findFirst();
        return ofClaim.or(() -> unscheduled(pod));
    }

    private Optional<Trouble> ofClaim(PodVolume volume) {
        return volume.claimName().flatMap(name -> {
            Optional<KubernetesObject> claim = cluster.get(new ItemId(
                    GroupResource.PERSISTENT_VOLUME_CLAIMS, volume.pod().namespace(), name));
            if (claim.isEmpty()) {
                return Optional.of(new Trouble(
                        "the pod mounts claim " + name + ", which is not in the cluster", volume.isEphemeral()));
            }
            return claims.reasonForNone(claim.get())
                    .map(reason -> new Trouble("claim " + name + " cannot be bound: " + reason, false));
        });
    }

    private static Optional<Trouble> unscheduled(KubernetesObject pod) {
        return pod.maps("status", "conditions").stream()
                .map(KubernetesObject::of)
                .filter(condition -> condition.string("type").equals(Optional.of("PodScheduled"))
                        && condition.string("status").equals(Optional.of("False")))
                .findFirst()
                .map(condition -> new Trouble(
                        "it has no node: " + condition.string("message").orElse("see its events"), true));
    }

    private static Optional<Trouble> notStarted(KubernetesObject pod) {
        return pod.maps("status", "initContainerStatuses").stream()
                .map(KubernetesObject::of)
                .filter(container -> container
                        .string("name")
                        .filter(WaitContainers.NAMES::contains)
                        .isPresent())
                .flatMap(container -> Stream.of(
                                container.string("state", "waiting", "reason").orElse(""))
                        .filter(DOES_NOT_START::contains)
                        .map(reason -> new Trouble(
                                "its init container " + container.string("name").orElse("") + " does not start: "
                                        + reason,
                                true)))
                .findFirst();
    }
}
