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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
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
    private final Cluster cluster;
    private final Repositories repositories;
    private final String location;
    private final RunReporter findings;
    private final PodVolumeRestores objects;
    private final PodVolumeTracker tracker;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Preparation> preparations = new ConcurrentLinkedQueue<>();

    private final Set<String> claimed = ConcurrentHashMap.newKeySet();

    private record Preparation(KubernetesObject pod, List<BackedUpVolume> volumes, Future<?> future) {}

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
        ClaimProspects claims = new ClaimProspects(cluster, new StorageClasses(cluster));
        RestoreProspects prospects = new RestoreProspects(cluster, claims, node -> Optional.empty(), findings, clock);
        this.tracker = new PodVolumeTracker(cluster, Direction.RESTORE, restore, prospects, findings, clock);
    }

    /**
     * Sets the volumes of a pod on their way and returns at once.
     *
     * @param pod as it is in the cluster, with its new uid
     * @param sourceNamespace of the pod in the backup
     */
    public void start(KubernetesObject pod, String sourceNamespace, List<BackedUpVolume> volumes) {
        // Each data mover has a repository of its own.
        volumes.stream()
                .filter(volume -> isFirstUseOfClaim(pod, volume.volume()))
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
        for (Preparation next = preparations.poll(); next != null; next = preparations.poll()) {
            join(next, tracker.left(timeout));
        }
        tracker.await(timeout);
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
                tracker.start(object, pod, volume.volume());
            } catch (RuntimeException e) {
                Outage.throwIfCauseOf(e, cluster);
                fail(pod, List.of(volume), e.getMessage());
            }
        }
    }

    /** A claim that several pods share is restored once; the other pods wait for it as well. */
    private boolean isFirstUseOfClaim(KubernetesObject pod, String volume) {
        Optional<String> claim = new Pod(pod).volume(volume).flatMap(PodVolume::claimName);
        boolean first = claim.isEmpty() || claimed.add(pod.namespace() + "/" + claim.get());
        if (!first) {
            findings.info(
                    "The files of the persistent volume claim are restored through another pod already",
                    "namespace",
                    String.valueOf(pod.namespace()),
                    "name",
                    pod.name(),
                    "volume",
                    volume);
        }
        return first;
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
