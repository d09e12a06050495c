package io.goleta.core.podvolume;

import io.goleta.core.api.SkippedVolume;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Outage;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The pod volumes of one backup: for each a PodVolumeBackup object that the agent of its node works on. The volumes of all
 * pods are under way at once. What goes wrong with a volume is an error of the backup and never keeps its pod, or another
 * volume, from being backed up. Thread-safe.
 */
public final class VolumeBackups implements AutoCloseable {
    private final Cluster cluster;
    private final Repositories repositories;
    private final KubernetesObject backup;
    private final String location;
    private final RunReporter findings;
    private final PodVolumeBackups objects;
    private final VolumeLineage lineage;
    private final PodVolumeTracker tracker;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Future<?>> preparations = new ConcurrentLinkedQueue<>();
    private final SharedClaims claims = new SharedClaims();
    private final Map<PodVolumeTracker.Volume, UnderWay> underWay = new ConcurrentHashMap<>();
    private final Function<KubernetesObject, Optional<String>> claimExclusion;
    private final AgentPods agents;

    /**
     * What is to be known of a volume when it fails.
     *
     * @param claim {@code namespace/name}; empty for a volume without a claim
     */
    private record UnderWay(String dataMover, Optional<String> claim) {}

    /**
     * @param backup the Backup, whose namespace the PodVolumeBackups share
     * @param location name of the BackupStorageLocation
     * @param claimExclusion why a claim is excluded from the backup, and its files with it; to be read after "is not backed up:"
     * @param clock read for the time-out, which counts from now
     */
    public VolumeBackups(
            Cluster cluster,
            Repositories repositories,
            KubernetesObject backup,
            String location,
            Function<KubernetesObject, Optional<String>> claimExclusion,
            RunReporter findings,
            Clock clock) {
        this.cluster = cluster;
        this.repositories = repositories;
        this.backup = backup;
        this.location = location;
        this.findings = findings;
        this.objects = new PodVolumeBackups(backup, location);
        this.lineage = new VolumeLineage(new Workloads(cluster));
        this.claimExclusion = claimExclusion;
        this.agents = new AgentPods(cluster, Objects.requireNonNullElse(backup.namespace(), ""), clock);
        MissingAgents missing = new MissingAgents(cluster, backup, agents, clock);
        this.tracker = new PodVolumeTracker(cluster, Direction.BACKUP, backup, missing, findings, clock);
    }

    /**
     * Sets the volumes of a pod on their way and returns at once. A claim that another pod may be better for has to wait until
     * {@link #finish}.
     *
     * @param pod as it is in the cluster
     * @param decisions at most one for each volume
     */
    public void start(KubernetesObject pod, List<VolumeDecision> decisions) {
        List<VolumeDecision.BackUp> wanted = new ArrayList<>();
        for (VolumeDecision decision : decisions) {
            switch (decision) {
                case VolumeDecision.SkippedWithWarning skip ->
                    leaveOut(pod, new SharedClaims.LeftOut(leftOut(pod, skip.volume(), skip.reason(), false), true));
                case VolumeDecision.NotSelected not ->
                    leaveOut(
                            pod,
                            new SharedClaims.LeftOut(leftOut(pod, not.volume(), not.reason(), not.optedOut()), false));
                case VolumeDecision.BackUp backUp -> {
                    if (isToStartNow(new SharedClaims.Use(pod, backUp))) {
                        wanted.add(backUp);
                    }
                }
            }
        }
        // Each data mover has a repository of its own.
        wanted.stream()
                .collect(Collectors.groupingBy(VolumeDecision.BackUp::dataMover, TreeMap::new, Collectors.toList()))
                .forEach((dataMover, volumes) ->
                        preparations.add(executor.submit(() -> prepare(pod, dataMover, volumes))));
    }

    /**
     * Waits until every volume set on its way so far is over. What is not by then becomes an error.
     *
     * @param timeout counts from the creation of this object: it is for all volumes of the backup together
     * @throws GoletaException when the API server cannot be asked, or the thread is interrupted
     */
    public void await(Duration timeout) {
        joinPreparations();
        tracker.await(timeout, this::tryAnotherPod);
    }

    /** The same for all volumes, when no more pods come. */
    public void finish(Duration timeout) {
        joinPreparations();
        claims.waiting().forEach(claim -> preparations.add(executor.submit(() -> startOneThatWaits(claim))));
        joinPreparations();
        tracker.await(timeout, this::tryAnotherPod);
        claims.leftOut().forEach(this::report);
    }

    /** The PodVolumeBackups that are over, failed ones too, in the order in which they ended. */
    public List<KubernetesObject> finished() {
        return tracker.finished();
    }

    /** Stops waiting for repositories. PodVolumeBackups that exist go on. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private SkippedVolume leftOut(KubernetesObject pod, String volume, String reason, boolean optedOut) {
        String owner = new Pod(pod).volume(volume).map(lineage::owner).orElse("");
        String namespace = Objects.requireNonNullElse(pod.namespace(), "");
        return new SkippedVolume(namespace, pod.name(), volume, owner, reason, optedOut);
    }

    /** A claim is left out when it is through all of its pods. */
    private void leaveOut(KubernetesObject pod, SharedClaims.LeftOut leftOut) {
        SharedClaims.claim(pod, leftOut.volume().volume())
                .ifPresentOrElse(claim -> claims.leaveOut(claim, leftOut), () -> report(leftOut));
    }

    private void report(SharedClaims.LeftOut leftOut) {
        SkippedVolume volume = leftOut.volume();
        if (leftOut.isWarning()) {
            findings.warn(
                    volume.namespace(),
                    "Volume " + volume.volume() + " of pod " + volume.pod() + " is not backed up: " + volume.reason());
            findings.results().leaveOut(volume);
        } else {
            findings.leaveOut(volume);
        }
    }

    private boolean isToStartNow(SharedClaims.Use use) {
        Optional<String> claim = use.claim();
        if (claim.isEmpty()) {
            if (use.isReadOnly()) {
                leaveOut(use.pod(), readOnly(use));
            }
            return !use.isReadOnly();
        }
        boolean isTaken = claims.take(claim.get(), use, isSuitable(use));
        if (!isTaken) {
            findings.info(
                    "The persistent volume claim is backed up through a different pod, if one can be found",
                    "namespace",
                    Objects.requireNonNullElse(use.pod().namespace(), ""),
                    "name",
                    use.pod().name(),
                    "volume",
                    use.decision().volume());
        }
        return isTaken;
    }

    private boolean isSuitable(SharedClaims.Use use) {
        String node = use.pod().string("spec", "nodeName").orElse("");
        return !use.isReadOnly() && agents.reasonForNone(node).isEmpty();
    }

    private SharedClaims.LeftOut readOnly(SharedClaims.Use use) {
        String reason = "it is mounted read-only, so nothing could be restored into it";
        return new SharedClaims.LeftOut(leftOut(use.pod(), use.decision().volume(), reason, false), true);
    }

    /** No pod was the right one: what cannot be restored is not read, and an agent may have come to life meanwhile. */
    private void startOneThatWaits(String claim) {
        Optional<SharedClaims.Use> writable =
                claims.reserve(claim, this::isSuitable).or(() -> claims.reserve(claim, use -> !use.isReadOnly()));
        if (writable.isPresent()) {
            claims.use(claim, writable.get());
            prepare(writable.get().pod(), writable.get().decision());
        } else {
            claims.reserve(claim, use -> true).ifPresent(use -> claims.leaveOut(claim, readOnly(use)));
        }
    }

    private boolean tryAnotherPod(PodVolumeTracker.Volume failed, String reason) {
        Optional<UnderWay> volume = Optional.ofNullable(underWay.get(failed));
        String namespace = Objects.requireNonNullElse(failed.namespace(), "");
        volume.ifPresent(known -> repositories.doubt(known.dataMover(), namespace, location));
        Optional<String> claim = volume.flatMap(UnderWay::claim);
        Optional<SharedClaims.Use> next = claim.flatMap(name -> claims.reserve(name, this::isSuitable));
        if (next.isEmpty()) {
            return false;
        }
        findings.warn(
                failed.namespace(),
                failed + ": pod volume backup failed: " + reason + "; its claim is read through pod "
                        + next.get().pod().name() + " instead");
        claims.use(claim.orElseThrow(), next.get());
        prepare(next.get().pod(), next.get().decision());
        return true;
    }

    private void prepare(KubernetesObject pod, VolumeDecision.BackUp wanted) {
        prepare(pod, wanted.dataMover(), List.of(wanted));
    }

    private void prepare(KubernetesObject pod, String dataMover, List<VolumeDecision.BackUp> wanted) {
        Map<VolumeDecision.BackUp, Optional<KubernetesObject>> readable = withoutExcludedClaims(pod, wanted);
        if (readable.isEmpty()) {
            return;
        }
        String namespace = Objects.requireNonNullElse(pod.namespace(), "");
        String identifier;
        try {
            identifier = repositories.ensure(dataMover, namespace, location);
            repositories
                    .newsOfDamage(dataMover, namespace, location)
                    .ifPresent(damage -> findings.error(namespace, damage));
        } catch (RuntimeException e) {
            Outage.throwIfCauseOf(e, cluster);
            List<String> names = readable.keySet().stream()
                    .map(VolumeDecision.BackUp::volume)
                    .toList();
            findings.error(pod.namespace(), "Volumes " + names + " of pod " + pod.name() + ": " + e.getMessage());
            return;
        }
        readable.forEach((decision, claim) -> {
            try {
                KubernetesObject object = objects.manifest(pod, decision, claim, identifier);
                PodVolumeTracker.Volume volume = tracker.start(lineage.marked(object, pod), pod, decision.volume());
                underWay.put(volume, new UnderWay(dataMover, SharedClaims.claim(pod, decision.volume())));
            } catch (RuntimeException e) {
                failed(pod, decision, e);
            }
        });
    }

    /** What is left, each with its claim. */
    private Map<VolumeDecision.BackUp, Optional<KubernetesObject>> withoutExcludedClaims(
            KubernetesObject pod, List<VolumeDecision.BackUp> wanted) {
        Map<VolumeDecision.BackUp, Optional<KubernetesObject>> left = new LinkedHashMap<>();
        for (VolumeDecision.BackUp decision : wanted) {
            try {
                Optional<KubernetesObject> claim = claim(pod, decision.volume());
                Optional<String> reason = claim.flatMap(claimExclusion);
                if (reason.isPresent()) {
                    findings.leaveOut(leftOut(pod, decision.volume(), reason.get(), true));
                } else {
                    left.put(decision, claim);
                }
            } catch (RuntimeException e) {
                failed(pod, decision, e);
            }
        }
        return left;
    }

    private void failed(KubernetesObject pod, VolumeDecision.BackUp decision, RuntimeException e) {
        Outage.throwIfCauseOf(e, cluster);
        findings.error(
                pod.namespace(), "Volume " + decision.volume() + " of pod " + pod.name() + ": " + e.getMessage());
    }

    private Optional<KubernetesObject> claim(KubernetesObject pod, String volume) {
        Optional<String> name = new Pod(pod).volume(volume).flatMap(PodVolume::claimName);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        ItemId id = new ItemId(GroupResource.PERSISTENT_VOLUME_CLAIMS, pod.namespace(), name.get());
        return Optional.of(cluster.get(id)
                .orElseThrow(() -> new GoletaException(
                        Fault.USER,
                        "error getting persistent volume claim for volume: there is no claim " + name.get())));
    }

    private void joinPreparations() {
        for (Future<?> preparation = preparations.poll(); preparation != null; preparation = preparations.poll()) {
            join(preparation);
        }
    }

    private void join(Future<?> preparation) {
        try {
            preparation.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GoletaException.retryable(
                    Fault.INTERNAL, "Backup " + backup.name() + " was interrupted while it waited for volumes", e);
        } catch (ExecutionException e) {
            // Volumes report their failures themselves; what is left is an outage or an Error, which ends the run.
            if (e.getCause() instanceof GoletaException outage) {
                throw outage;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
