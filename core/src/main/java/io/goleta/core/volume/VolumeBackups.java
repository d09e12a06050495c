package io.goleta.core.volume;

import io.goleta.core.api.SkippedVolume;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Outage;
import io.goleta.core.report.RunReporter;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
    private final VolumeBackupProgress progress;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Future<?>> preparations = new ConcurrentLinkedQueue<>();
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();

    /**
     * @param backup the Backup, whose namespace the PodVolumeBackups share
     * @param location name of the BackupStorageLocation
     * @param clock read for the time-out, which counts from now
     */
    public VolumeBackups(
            Cluster cluster,
            Repositories repositories,
            KubernetesObject backup,
            String location,
            RunReporter findings,
            Clock clock) {
        this.cluster = cluster;
        this.repositories = repositories;
        this.backup = backup;
        this.location = location;
        this.findings = findings;
        this.objects = new PodVolumeBackups(backup, location);
        this.lineage = new VolumeLineage(new Workloads(cluster));
        this.progress = new VolumeBackupProgress(cluster, backup, findings, clock);
    }

    /**
     * Sets the volumes of a pod on their way and returns at once.
     *
     * @param pod as it is in the cluster
     * @param decisions at most one for each volume
     */
    public void start(KubernetesObject pod, List<VolumeDecision> decisions) {
        List<VolumeDecision.BackUp> wanted = new ArrayList<>();
        for (VolumeDecision decision : decisions) {
            switch (decision) {
                case VolumeDecision.Skip skip -> {
                    findings.warn(
                            pod.namespace(),
                            "Volume " + skip.volume() + " of pod " + pod.name() + " is not backed up: "
                                    + skip.reason());
                    findings.results().leaveOut(leftOut(pod, skip.volume(), skip.reason(), false));
                }
                case VolumeDecision.LeftOut leftOut ->
                    findings.leaveOut(leftOut(pod, leftOut.volume(), leftOut.reason(), leftOut.optedOut()));
                case VolumeDecision.BackUp backUp -> {
                    if (isFirstUseOfClaim(pod, backUp.volume())) {
                        wanted.add(backUp);
                    }
                }
            }
        }
        if (!wanted.isEmpty()) {
            preparations.add(executor.submit(() -> prepare(pod, wanted)));
        }
    }

    /**
     * Waits until every volume started so far is over. What is not by then becomes an error.
     *
     * @param timeout counts from the creation of this object: it is for all volumes of the backup together
     * @throws GoletaException when the API server cannot be asked, or the thread is interrupted
     */
    public void await(Duration timeout) {
        for (Future<?> preparation = preparations.poll(); preparation != null; preparation = preparations.poll()) {
            join(preparation);
        }
        progress.await(timeout);
    }

    /** The PodVolumeBackups that are over, failed ones too, in the order in which they ended. */
    public List<KubernetesObject> finished() {
        return progress.finished();
    }

    /** Stops waiting for repositories. PodVolumeBackups that exist go on. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private SkippedVolume leftOut(KubernetesObject pod, String volume, String reason, boolean optedOut) {
        String owner = PodVolume.of(pod, volume).map(lineage::owner).orElse("");
        String namespace = Objects.requireNonNullElse(pod.namespace(), "");
        return new SkippedVolume(namespace, pod.name(), volume, owner, reason, optedOut);
    }

    /** A volume that several pods share is backed up once, through the first of them. */
    private boolean isFirstUseOfClaim(KubernetesObject pod, String volume) {
        Optional<String> claim = PodVolume.of(pod, volume).flatMap(PodVolume::claimName);
        boolean first = claim.isEmpty() || claimed.add(pod.namespace() + "/" + claim.get());
        if (!first) {
            findings.info(
                    "The persistent volume claim is backed up through another pod already",
                    "namespace",
                    Objects.requireNonNullElse(pod.namespace(), ""),
                    "name",
                    pod.name(),
                    "volume",
                    volume);
        }
        return first;
    }

    private void prepare(KubernetesObject pod, List<VolumeDecision.BackUp> wanted) {
        String identifier;
        try {
            identifier = repositories.ensure(Objects.requireNonNullElse(pod.namespace(), ""), location);
        } catch (RuntimeException e) {
            Outage.throwIfCauseOf(e, cluster);
            List<String> names =
                    wanted.stream().map(VolumeDecision.BackUp::volume).toList();
            findings.error(pod.namespace(), "Volumes " + names + " of pod " + pod.name() + ": " + e.getMessage());
            return;
        }
        for (VolumeDecision.BackUp decision : wanted) {
            try {
                KubernetesObject object = objects.manifest(pod, decision, claim(pod, decision.volume()), identifier);
                progress.add(createOrFind(lineage.marked(object, pod)), pod, decision.volume());
            } catch (RuntimeException e) {
                Outage.throwIfCauseOf(e, cluster);
                findings.error(
                        pod.namespace(),
                        "Volume " + decision.volume() + " of pod " + pod.name() + ": " + e.getMessage());
            }
        }
    }

    private Optional<KubernetesObject> claim(KubernetesObject pod, String volume) {
        Optional<String> name = PodVolume.of(pod, volume).flatMap(PodVolume::claimName);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        ItemId id = new ItemId(GroupResource.PERSISTENT_VOLUME_CLAIMS, pod.namespace(), name.get());
        return Optional.of(cluster.get(id)
                .orElseThrow(() -> new GoletaException(
                        Fault.USER,
                        "error getting persistent volume claim for volume: there is no claim " + name.get())));
    }

    /** A backup that is executed again takes up what its earlier execution began; only what failed is tried once more. */
    private KubernetesObject createOrFind(KubernetesObject object) {
        ApiResource resource = VeleroResource.of(cluster, VeleroKind.POD_VOLUME_BACKUP.id());
        try {
            return cluster.create(resource, object);
        } catch (ApiException e) {
            if (!e.isAlreadyExists()) {
                throw e;
            }
        }
        Optional<KubernetesObject> earlier = cluster.get(resource, object.namespace(), object.name());
        if (earlier.isPresent() && !VolumeBackupProgress.hasFailed(earlier.get())) {
            return earlier.get();
        }
        cluster.delete(resource, object.namespace(), object.name());
        return cluster.create(resource, object);
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
