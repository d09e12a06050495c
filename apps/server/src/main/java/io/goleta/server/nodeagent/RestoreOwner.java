package io.goleta.server.nodeagent;

import io.goleta.core.api.PodVolumeRestore;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiException;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The Restore that a PodVolumeRestore belongs to, and what it says about the volume. */
record RestoreOwner(ClusterReader cluster, PodVolumeRestore restore) {
    private static final String OVERWRITE = "update";

    /**
     * The name of the mark in the volume.
     *
     * @throws GoletaException USER when nothing controls the PodVolumeRestore
     */
    String uid() {
        return controller()
                .flatMap(owner -> owner.string("uid"))
                .orElseThrow(() -> new GoletaException(
                        Fault.USER, "error writing done file: the PodVolumeRestore has no controlling owner"));
    }

    /** Whether the restore overwrites what exists. */
    boolean mayOverwrite() {
        return run().flatMap(found -> found.string("spec", "existingResourcePolicy"))
                .filter(OVERWRITE::equals)
                .isPresent();
    }

    /**
     * What the backup has about the volume's folder. Its PodVolumeBackup tells: that belongs to the backup and goes with it.
     *
     * @param warnings told when it cannot be read
     */
    Optional<FolderAttributes> folder(Consumer<String> warnings) {
        try {
            return run().flatMap(found -> found.string("spec", "backupName"))
                    .flatMap(this::recorded)
                    .map(FolderAttributes::parse);
        } catch (GoletaException e) {
            if (e.isRetryable()) {
                throw e;
            }
            warnings.accept(e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> recorded(String backup) {
        String snapshot = Objects.requireNonNullElse(restore.spec().snapshotID(), "");
        return cluster
                .list(
                        VeleroKind.POD_VOLUME_BACKUP.id(),
                        restore.namespace(),
                        VeleroApi.BACKUP_NAME + "=" + VeleroApi.labelValue(backup))
                .stream()
                .filter(volume -> volume.string("status", "snapshotID")
                        .filter(snapshot::equals)
                        .isPresent())
                .flatMap(volume -> Stream.ofNullable(volume.annotations().get(VeleroApi.VOLUME_FOLDER)))
                .findFirst();
    }

    private Optional<KubernetesObject> run() {
        try {
            return controller()
                    .flatMap(owner -> owner.string("name"))
                    .flatMap(name -> cluster.get(new ItemId(VeleroKind.RESTORE.id(), restore.namespace(), name)));
        } catch (ApiException e) {
            if (e.code() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Optional.empty(); // by Velero's own, older permissions
            }
            throw e;
        }
    }

    private Optional<KubernetesObject> controller() {
        return restore.object().maps("metadata", "ownerReferences").stream()
                .map(KubernetesObject::of)
                .filter(owner -> owner.isTrue("controller"))
                .findFirst();
    }
}
