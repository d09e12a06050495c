package io.goleta.core.podvolume;

import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Why nobody will back up a volume: its node has had no agent for about a minute, longer than an agent takes to restart. Where agents
 * are no pods, an agent shows by its work. For one thread.
 */
final class MissingAgents implements Function<PodVolumeTracker.Volume, Optional<String>> {
    // With the time between two looks it makes a minute.
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration LATELY = Duration.ofMinutes(1);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final KubernetesObject backup;
    private final AgentPods agents;
    private final Clock clock;
    private final Map<String, Instant> missingSince = new HashMap<>();
    private final Map<String, Verdict> verdicts = new HashMap<>();

    /** What was found out about a node; the same for all volumes there. */
    private record Verdict(Instant time, Optional<String> reason) {}

    MissingAgents(Cluster cluster, KubernetesObject backup, AgentPods agents, Clock clock) {
        this.cluster = cluster;
        this.backup = backup;
        this.agents = agents;
        this.clock = clock;
    }

    @Override
    public Optional<String> apply(PodVolumeTracker.Volume volume) {
        Verdict last = verdicts.get(volume.node());
        if (last == null || !clock.instant().isBefore(last.time().plus(FRESH))) {
            last = new Verdict(clock.instant(), reason(volume.node()));
            verdicts.put(volume.node(), last);
        }
        return last.reason();
    }

    private Optional<String> reason(String node) {
        boolean areKnown = agents.areKnown();
        Optional<String> reason = areKnown
                ? agents.reasonForNone(node)
                : Optional.of("no agent has begun with it for a minute; see whether one runs on node " + node);
        if (reason.isEmpty() || (!areKnown && isAtWork(node, ofThisBackup()))) {
            missingSince.remove(node);
            return Optional.empty();
        }
        Instant since = missingSince.computeIfAbsent(node, key -> clock.instant());
        if (clock.instant().isBefore(since.plus(PATIENCE)) || (!areKnown && isAtWork(node, ofAnyBackup()))) {
            return Optional.empty();
        }
        return reason;
    }

    private ListOptions ofThisBackup() {
        return ofAnyBackup().withLabels(Direction.BACKUP.uidLabel + "=" + backup.uid());
    }

    private ListOptions ofAnyBackup() {
        return new ListOptions(backup.namespace(), "", "");
    }

    private boolean isAtWork(String node, ListOptions query) {
        AtomicBoolean found = new AtomicBoolean();
        Instant lately = clock.instant().minus(LATELY);
        cluster.list(Direction.BACKUP.resource, query, object -> {
            if (object.string("spec", "node").equals(Optional.of(node)) && showsWork(object, lately)) {
                found.set(true);
            }
        });
        return found.get();
    }

    /** Only an agent writes that work began, or that it ended after that. */
    private static boolean showsWork(KubernetesObject object, Instant lately) {
        Optional<PodVolumePhase> phase = PodVolumePhase.of(object);
        if (phase.filter(PodVolumePhase.InProgress::equals).isPresent()) {
            return true;
        }
        return phase.filter(PodVolumePhase::isTerminal).isPresent()
                && object.string("status", "startTimestamp").isPresent()
                && object.string("status", "completionTimestamp").orElse("").compareTo(lately.toString()) > 0;
    }
}
