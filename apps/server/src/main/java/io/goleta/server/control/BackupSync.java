package io.goleta.server.control;

import io.goleta.core.api.Backup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the Backups of the cluster in line with one bucket: what is in the bucket gets objects in the cluster, and finished
 * Backups that are no longer in the bucket are removed. Repeating it completes what an earlier pass left half done.
 */
public final class BackupSync {
    private static final Logger LOGGER = LoggerFactory.getLogger(BackupSync.class);

    private final Cluster cluster;
    private final String namespace;
    private final SyncedObjects objects;
    private final Set<String> complete = ConcurrentHashMap.newKeySet();

    @Inject
    public BackupSync(Cluster cluster, @Named("namespace") String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.objects = new SyncedObjects(namespace);
    }

    /**
     * One pass over one location.
     *
     * @throws GoletaException when the bucket cannot be listed; single backups that cannot be read are logged and left for
     *     the next pass
     */
    void run(String location, BackupCatalog catalog) {
        // Cluster first: a backup that is finished there has been in the bucket before that.
        Map<String, KubernetesObject> known = backups();
        Set<String> stored = new TreeSet<>(catalog.backups());
        for (String name : stored) {
            try {
                bring(name, known.get(name), location, catalog);
            } catch (GoletaException e) {
                LOGGER.warn("backup {} of location {} not synced: {}", name, location, e.getMessage());
            }
        }
        known.values().stream()
                .filter(backup -> isFinishedIn(location, backup) && !stored.contains(backup.name()))
                .forEach(backup -> removeOrphan(backup, location, catalog));
    }

    private void bring(String name, @Nullable KubernetesObject known, String location, BackupCatalog catalog) {
        String key = location + "/" + name;
        // What was brought once and is gone comes back: somebody deleted the object, and the backup is still there.
        if (known != null && (complete.contains(key) || !isFinishedIn(location, known))) {
            return;
        }
        KubernetesObject backup = known;
        if (backup == null) {
            KubernetesObject published = catalog.metadata(name).orElse(null);
            if (published == null || !isOver(published)) {
                return; // gone meanwhile, or a newer Velero is still at work on it
            }
            List<KubernetesObject> volumes = catalog.podVolumeBackups(name);
            backup = create(VeleroKind.BACKUP.id(), objects.backup(published, location));
            createVolumes(volumes, backup, location);
            LOGGER.info("backup {} found in location {}", name, location);
        } else if (volumesOf(name).isEmpty()) {
            createVolumes(catalog.podVolumeBackups(name), backup, location);
        }
        complete.add(key);
    }

    private void createVolumes(List<KubernetesObject> volumes, KubernetesObject backup, String location) {
        volumes.stream()
                .filter(BackupSync::isMoved)
                .map(volume -> objects.podVolumeBackup(volume, backup, location))
                .forEach(volume -> create(VeleroKind.POD_VOLUME_BACKUP.id(), volume));
    }

    private void removeOrphan(KubernetesObject backup, String location, BackupCatalog catalog) {
        // A listing may be incomplete; asking for the one object is not.
        if (catalog.metadata(backup.name()).isPresent()) {
            return;
        }
        cluster.delete(resource(VeleroKind.BACKUP.id()), namespace, backup.name());
        complete.remove(location + "/" + backup.name());
        LOGGER.info("backup {} is no longer in location {}, and was removed from the cluster", backup.name(), location);
    }

    private Map<String, KubernetesObject> backups() {
        Map<String, KubernetesObject> backups = new HashMap<>();
        cluster.list(
                resource(VeleroKind.BACKUP.id()),
                ListOptions.inNamespace(namespace),
                backup -> backups.put(backup.name(), backup));
        return backups;
    }

    private List<KubernetesObject> volumesOf(String backup) {
        return cluster.list(
                VeleroKind.POD_VOLUME_BACKUP.id(),
                namespace,
                VeleroApi.BACKUP_NAME + "=" + VeleroApi.labelValue(backup));
    }

    private KubernetesObject create(GroupResource id, KubernetesObject object) {
        ApiResource resource = resource(id);
        try {
            return cluster.create(resource, object);
        } catch (ApiException e) {
            if (!e.isAlreadyExists()) {
                throw e;
            }
            return cluster.get(resource, namespace, object.name()).orElseThrow(() -> e);
        }
    }

    private ApiResource resource(GroupResource id) {
        return cluster.discovery()
                .find(id)
                .or(() -> cluster.refreshDiscovery().find(id))
                .orElseThrow(() -> new GoletaException(
                        Fault.USER,
                        "The cluster has no custom resource definition " + id + "; run \"velero install\""));
    }

    /** Both kinds are in the bucket when they are finished, so one that is not there has lost its data. */
    private static boolean isFinishedIn(String location, KubernetesObject backup) {
        boolean finished = backup.string("status", "phase")
                .filter(phase -> phase.equals(Backup.Phase.Completed.name())
                        || phase.equals(Backup.Phase.PartiallyFailed.name()))
                .isPresent();
        return finished && backup.string("spec", "storageLocation").orElse("").equals(location);
    }

    private static boolean isOver(KubernetesObject backup) {
        String phase = backup.string("status", "phase").orElse("");
        return Arrays.stream(Backup.Phase.values())
                .filter(Backup.Phase::isTerminal)
                .anyMatch(terminal -> terminal.name().equals(phase));
    }

    /** Others would be taken for work to do by the agent of a node of that name. */
    private static boolean isMoved(KubernetesObject volume) {
        return volume.string("status", "phase")
                .filter(phase ->
                        phase.equals(PodVolumePhase.Completed.name()) || phase.equals(PodVolumePhase.Failed.name()))
                .isPresent();
    }
}
