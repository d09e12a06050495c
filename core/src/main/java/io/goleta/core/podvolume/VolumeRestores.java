package io.goleta.core.podvolume;

import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Outage;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pod volumes of one restore: for each a PodVolumeRestore object that the agent of the pod's node works on, while an init
 * container keeps the pod waiting. The volumes of all pods are under way at once. What goes wrong with a volume is an error of
 * the restore and never keeps another one from being restored. Thread-safe.
 */
public final class VolumeRestores implements AutoCloseable {
    // Enough for a second and a third attempt; a claim may have a thousand pods.
    private static final int MOST_OTHERS = 3;

    private final Cluster cluster;
    private final Repositories repositories;
    private final String location;
    private final RunReporter findings;
    private final PodVolumeRestores objects;
    private final PodVolumeTracker tracker;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Preparation> preparations = new ConcurrentLinkedQueue<>();

    private final Map<String, Claim> claims = new ConcurrentHashMap<>();
    private final Map<PodVolumeTracker.Volume, Claim> underWay = new ConcurrentHashMap<>();

    private record Preparation(KubernetesObject pod, List<BackedUpVolume> volumes, Future<?> future) {}

    /** A volume of a pod to be restored. */
    private record Use(KubernetesObject pod, String sourceNamespace, BackedUpVolume volume) {
        Optional<PodVolume> inPod() {
            return new Pod(pod).volume(volume.volume());
        }

        Optional<String> claim() {
            return inPod().flatMap(PodVolume::claimName).map(name -> pod.namespace() + "/" + name);
        }
    }

    /** A claim is restored once, through one of the pods that mount it; the others wait for it as well, and may take its place. */
    private static final class Claim {
        private boolean isTaken;
        private final Queue<Use> others = new ArrayDeque<>();

        /** Nothing can be written through a pod that mounts the claim read-only, so it comes last. */
        synchronized boolean take(Use use) {
            boolean isMine =
                    !isTaken && use.inPod().filter(PodVolume::isReadOnly).isEmpty();
            if (isMine) {
                isTaken = true;
            } else if (others.size() < MOST_OTHERS) {
                others.add(use);
            }
            return isMine;
        }

        synchronized Optional<Use> ifNotTaken() {
            Optional<Use> first = isTaken ? Optional.empty() : other();
            isTaken = true;
            return first;
        }

        synchronized Optional<Use> other() {
            return Optional.ofNullable(others.poll());
        }
    }

    /**
     * @param restore the Restore, whose namespace the PodVolumeRestores share
     * @param location name of the backup's BackupStorageLocation
     * @param clock read for the time-out, which counts from now
     */
    public VolumeRestores(
            Cluster cluster,
            Repositories repositories,
            KubernetesObject restore,
            String location,
            RunReporter findings,
            Clock clock) {
        this.cluster = cluster;
        this.repositories = repositories;
        this.location = location;
        this.findings = findings;
        this.objects = new PodVolumeRestores(restore, location);
        AgentPods agents = new AgentPods(cluster, Objects.requireNonNullElse(restore.namespace(), ""), clock);
        ClaimProspects claims = new ClaimProspects(cluster, new StorageClasses(cluster));
        RestoreProspects prospects = new RestoreProspects(cluster, claims, agents::reasonForNone, findings, clock);
        this.tracker = new PodVolumeTracker(cluster, Direction.RESTORE, restore, prospects, findings, clock);
    }

    /**
     * Sets the volumes of a pod on their way and returns at once.
     *
     * @param pod as it is in the cluster, with its new uid
     * @param sourceNamespace of the pod in the backup
     */
    public void start(KubernetesObject pod, String sourceNamespace, List<BackedUpVolume> volumes) {
        startNow(
                pod,
                sourceNamespace,
                volumes.stream()
                        .filter(volume -> isToStartNow(new Use(pod, sourceNamespace, volume)))
                        .toList());
    }

    private void startNow(KubernetesObject pod, String sourceNamespace, List<BackedUpVolume> volumes) {
        // Each data mover has a repository of its own.
        volumes.stream()
                .collect(Collectors.groupingBy(BackedUpVolume::dataMover, TreeMap::new, Collectors.toList()))
                .forEach((dataMover, some) -> {
                    Future<?> future = executor.submit(() -> prepare(pod, sourceNamespace, dataMover, some));
                    preparations.add(new Preparation(pod, some, future));
                });
    }

    /**
     * Waits until every volume started so far is over. What is not by then becomes an error.
     *
     * @param timeout counts from the creation of this object: it is for all volumes of the restore together
     * @throws GoletaException when the API server cannot be asked, or the thread is interrupted
     */
    public void await(Duration timeout) {
        claims.values()
                .forEach(claim -> claim.ifNotTaken()
                        .ifPresent(use -> startNow(use.pod(), use.sourceNamespace(), List.of(use.volume()))));
        for (Preparation next = preparations.poll(); next != null; next = preparations.poll()) {
            join(next, tracker.left(timeout));
        }
        tracker.await(timeout, this::tryAnotherPod);
    }

    private boolean tryAnotherPod(PodVolumeTracker.Volume failed, String reason) {
        Optional<Use> next = Optional.ofNullable(underWay.get(failed)).flatMap(Claim::other);
        if (next.isEmpty()) {
            return false;
        }
        KubernetesObject pod = next.get().pod();
        findings.warn(
                failed.namespace(),
                failed + ": pod volume restore failed: " + reason + "; the files of its claim are restored through pod "
                        + pod.name() + " instead");
        BackedUpVolume volume = next.get().volume();
        prepare(pod, next.get().sourceNamespace(), volume.dataMover(), List.of(volume));
        return true;
    }

    /** Stops waiting for repositories. PodVolumeRestores that exist go on. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void prepare(KubernetesObject pod, String sourceNamespace, String dataMover, List<BackedUpVolume> volumes) {
        String identifier;
        try {
            identifier = repositories.ensure(dataMover, sourceNamespace, location);
        } catch (RuntimeException e) {
            Outage.throwIfCauseOf(e, cluster);
            fail(pod, volumes, e.getMessage());
            return;
        }
        for (BackedUpVolume volume : volumes) {
            try {
                KubernetesObject object =
                        objects.manifest(pod, sourceNamespace, volume, claim(pod, volume.volume()), identifier);
                PodVolumeTracker.Volume started = tracker.start(object, pod, volume.volume());
                new Use(pod, sourceNamespace, volume)
                        .claim()
                        .ifPresent(name -> underWay.put(started, claims.getOrDefault(name, new Claim())));
            } catch (RuntimeException e) {
                Outage.throwIfCauseOf(e, cluster);
                fail(pod, List.of(volume), e.getMessage());
            }
        }
    }

    private boolean isToStartNow(Use use) {
        boolean now = use.claim().isEmpty()
                || claims.computeIfAbsent(use.claim().get(), key -> new Claim()).take(use);
        if (!now) {
            findings.info(
                    "The files of the persistent volume claim are restored through another pod, if one can",
                    "namespace",
                    String.valueOf(use.pod().namespace()),
                    "name",
                    use.pod().name(),
                    "volume",
                    use.volume().volume());
        }
        return now;
    }

    private Optional<KubernetesObject> claim(KubernetesObject pod, String volume) {
        return new Pod(pod)
                .volume(volume)
                .flatMap(PodVolume::claimName)
                .flatMap(claim ->
                        cluster.get(new ItemId(GroupResource.PERSISTENT_VOLUME_CLAIMS, pod.namespace(), claim)));
    }

    private void join(Preparation preparation, Duration timeout) {
        try {
            preparation.future().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            preparation.future().cancel(true);
            fail(preparation.pod(), preparation.volumes(), "timed out waiting for their repository to become ready");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GoletaException.retryable(
                    Fault.INTERNAL, "The restore was interrupted while it waited for volumes", e);
        } catch (ExecutionException e) {
            // Volumes report their failures themselves; what is left is an outage or an Error, which ends the run.
            if (e.getCause() instanceof GoletaException outage) {
                throw outage;
            }
            throw new IllegalStateException(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    /** Whoever was interrupted has been given up on, and that was reported. */
    private void fail(KubernetesObject pod, List<BackedUpVolume> volumes, @Nullable String reason) {
        if (!Thread.currentThread().isInterrupted()) {
            List<String> names = volumes.stream().map(BackedUpVolume::volume).toList();
            findings.error(
                    pod.namespace(), "Volumes " + names + " of pod " + pod.name() + " are not restored: " + reason);
        }
    }
}
