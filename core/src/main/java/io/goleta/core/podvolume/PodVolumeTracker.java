package io.goleta.core.podvolume;

import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.run.Poller;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Creates the PodVolumeBackups or PodVolumeRestores of one run and follows them, with one list request for all of them. What
 * goes wrong with one is an error of the run. Thread-safe.
 *
 * <p>The status of these objects belongs to the agent of the node, with one exception: one that the run has given up on is ended
 * here, because there may be no agent that would. An agent that is at work on it sees that and stops; none begins.
 */
final class PodVolumeTracker {
    private static final Duration BETWEEN_LOOKS_AT_PODS = Duration.ofSeconds(15);

    /**
     * A volume whose files are on their way.
     *
     * @param node of the pod when it was set on its way; empty while it had none
     */
    record Volume(@Nullable String namespace, String pod, String podUid, String name, String node) {
        @Override
        public String toString() {
            return "Volume " + name + " of pod " + pod;
        }
    }

    /** What may take the place of a volume that failed. */
    @FunctionalInterface
    interface Replacement {
        Replacement NONE = (volume, reason) -> false;

        /** Sets something else on its way, by {@link PodVolumeTracker#start}; false when there is nothing, and the failure stands. */
        boolean start(Volume failed, String reason);
    }

    private final Cluster cluster;
    private final Direction direction;
    private final KubernetesObject run;
    private final Function<Volume, Optional<String>> hopeless;
    private final RunReporter findings;
    private final Clock clock;
    private final Instant start;
    private Instant lookAtPods = Instant.MAX;
    private final Map<String, Volume> pending = new ConcurrentHashMap<>();
    private final List<KubernetesObject> finished = new ArrayList<>();

    /**
     * @param run the Backup or Restore
     * @param hopeless why nobody will ever move the files of a volume, as far as its pod tells; asked now and then
     * @param clock read for the time-out, which counts from now
     */
    PodVolumeTracker(
            Cluster cluster,
            Direction direction,
            KubernetesObject run,
            Function<Volume, Optional<String>> hopeless,
            RunReporter findings,
            Clock clock) {
        this.cluster = cluster;
        this.direction = direction;
        this.run = run;
        this.hopeless = hopeless;
        this.findings = findings;
        this.clock = clock;
        this.start = clock.instant();
    }

    /**
     * Sets a volume on its way. A run that is executed again takes up what its earlier execution began; only what failed is
     * tried once more.
     *
     * @param manifest with a name that is the same in every execution
     */
    Volume start(KubernetesObject manifest, KubernetesObject pod, String volume) {
        KubernetesObject object = createOrFind(manifest);
        // An earlier execution may have sent the files of a claim through another pod that shares it.
        boolean isOfPod = object.string("spec", "pod", "uid").orElse(pod.uid()).equals(pod.uid());
        Volume started = isOfPod ? volume(pod, volume) : volume(object);
        pending.put(object.name(), started);
        return started;
    }

    private static Volume volume(KubernetesObject object) {
        KubernetesObject pod = KubernetesObject.of(object.map("spec", "pod"));
        return new Volume(
                pod.string("namespace").orElse(null),
                pod.string("name").orElse(""),
                pod.string("uid").orElse(""),
                object.string("spec", "volume").orElse(""),
                "");
    }

    private static Volume volume(KubernetesObject pod, String name) {
        String node = pod.string("spec", "nodeName").orElse("");
        return new Volume(pod.namespace(), pod.name(), pod.uid(), name, node);
    }

    private KubernetesObject createOrFind(KubernetesObject manifest) {
        try {
            return cluster.create(direction.resource, manifest);
        } catch (ApiException e) {
            if (!e.isAlreadyExists()) {
                throw e;
            }
        }
        Optional<KubernetesObject> earlier = cluster.get(direction.resource, manifest.namespace(), manifest.name());
        if (earlier.isPresent() && (!is(earlier.get(), PodVolumePhase::isFailure) || hasSnapshot(earlier.get()))) {
            return earlier.get();
        }
        cluster.delete(direction.resource, manifest.namespace(), manifest.name());
        return cluster.create(direction.resource, manifest);
    }

    /** What is left of a time-out that counts from the creation of this tracker; never negative. */
    Duration left(Duration timeout) {
        Duration left = Duration.between(clock.instant(), start.plus(timeout));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Waits until all volumes started so far are over. What is not by then becomes an error, and is cancelled. */
    void await(Duration timeout) {
        await(timeout, Replacement.NONE);
    }

    /** The same, where something else may take the place of what fails before the time-out. */
    void await(Duration timeout, Replacement replacement) {
        lookAtPods = clock.instant().plus(BETWEEN_LOOKS_AT_PODS);
        boolean done = new Poller(clock).until(start.plus(timeout), () -> {
            askAgainLater(() -> look(replacement));
            if (!pending.isEmpty() && !clock.instant().isBefore(lookAtPods)) {
                askAgainLater(() -> dropHopeless(replacement));
                lookAtPods = clock.instant().plus(BETWEEN_LOOKS_AT_PODS);
            }
            return pending.isEmpty();
        });
        if (!done) {
            timedOut();
        }
    }

    /** The objects that are over, failed ones too, in the order in which they ended. */
    synchronized List<KubernetesObject> finished() {
        return List.copyOf(finished);
    }

    /** Hours of work are not given up because the API server is away for a minute; the time-out ends it if it must. */
    private void askAgainLater(Runnable question) {
        try {
            question.run();
        } catch (GoletaException e) {
            if (!e.isRetryable()) {
                throw e;
            }
            findings.info("Asking for " + direction.kind + "s again: " + e.getMessage());
        }
    }

    private void look(Replacement replacement) {
        Set<String> missing = new HashSet<>(pending.keySet());
        if (missing.isEmpty()) {
            return;
        }
        List<KubernetesObject> over = new ArrayList<>();
        ListOptions ours = new ListOptions(run.namespace(), direction.uidLabel + "=" + run.uid(), "");
        cluster.list(direction.resource, ours, object -> {
            missing.remove(object.name());
            if (is(object, PodVolumePhase::isTerminal)) {
                over.add(object);
            }
        });
        over.sort(Comparator.comparing(PodVolumeTracker::end));
        over.forEach(object -> settle(object, replacement));
        missing.forEach(name -> fail(name, "somebody deleted the " + direction.kind + " " + name, replacement));
    }

    private void settle(KubernetesObject object, Replacement replacement) {
        Volume volume = pending.get(object.name());
        if (volume == null) {
            return;
        }
        String message = object.string("status", "message").orElse("");
        if (is(object, PodVolumePhase::isFailure)) {
            String reason = message.isEmpty() ? "see " + direction.kind + " " + object.name() : message;
            if (!fail(object.name(), reason, replacement)) {
                return;
            }
        } else if (!message.isEmpty() && !message.equals(VeleroApi.EMPTY_VOLUME)) {
            pending.remove(object.name());
            findings.warn(volume.namespace(), volume + " " + direction.done + ", but " + message);
        } else {
            pending.remove(object.name());
            findings.info(
                    volume + " " + direction.done + (message.isEmpty() ? "" : ": " + message),
                    "namespace",
                    String.valueOf(volume.namespace()));
        }
        synchronized (this) {
            finished.add(object);
        }
    }

    private void dropHopeless(Replacement replacement) {
        pending.forEach((name, volume) -> hopeless.apply(volume).ifPresent(reason -> {
            cancel(name, reason);
            fail(name, reason, replacement);
        }));
    }

    private void timedOut() {
        String reason = "timed out waiting for all " + direction.kind + "s to complete";
        pending.forEach((name, volume) -> {
            findings.error(
                    volume.namespace(),
                    volume + ": " + reason + "; see " + direction.kind + " " + name + ", and " + direction.remedy);
            cancel(name, "the " + runName() + " " + reason);
        });
        pending.clear();
    }

    /** False when something else took the place of the volume. */
    private boolean fail(String name, String reason, Replacement replacement) {
        Volume volume = pending.get(name);
        boolean isReplaced = volume != null && replacement.start(volume, reason);
        if (volume != null) {
            // Not before: a replacement that cannot be started in an outage is asked for again. It may have the same
            // name.
            pending.remove(name, volume);
        }
        if (volume != null && !isReplaced) {
            failed(volume, reason);
        }
        return !isReplaced;
    }

    private void failed(Volume volume, String reason) {
        findings.error(volume.namespace(), volume + ": pod volume " + runName() + " failed: " + reason);
    }

    private String runName() {
        return direction.runKind.toLowerCase(Locale.ROOT);
    }

    private void cancel(String name, String reason) {
        Map<String, Object> status = Map.of(
                "phase", PodVolumePhase.Failed.name(),
                "message", "cancelled: " + reason,
                "completionTimestamp",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        try {
            cluster.mergePatch(direction.resource, run.namespace(), name, Map.of("status", status));
        } catch (GoletaException e) {
            // The run goes on without it either way, and its agent will see that the run is over.
            findings.info("Could not cancel " + name + ": " + e.getMessage());
        }
    }

    /** Of the files that could be read. Nobody would ever remove it once its object is gone. */
    private static boolean hasSnapshot(KubernetesObject object) {
        return object.string("status", "snapshotID").filter(id -> !id.isEmpty()).isPresent();
    }

    private static boolean is(KubernetesObject object, Predicate<PodVolumePhase> condition) {
        return PodVolumePhase.of(object).filter(condition).isPresent();
    }

    private static String end(KubernetesObject object) {
        return object.string("status", "completionTimestamp").orElse("");
    }
}
