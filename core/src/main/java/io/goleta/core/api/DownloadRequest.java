package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.goleta.spi.item.KubernetesObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request for a URL of one file of a backup or restore. */
public final class DownloadRequest extends VeleroObject<DownloadRequest.Spec, DownloadRequest.Status> {
    DownloadRequest(KubernetesObject object) {
        super(VeleroKind.DOWNLOAD_REQUEST, object, Spec.class, Status.class);
    }

    /** Which file. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(@Nullable Target target) {}

    /** Where to fetch the file, and until when. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            @Nullable String phase,
            @Nullable String downloadURL,
            @Nullable Instant expiration) {}

    /** The files of a backup or restore that a client may ask for. */
    public enum Kind {
        BackupLog,
        BackupContents,
        BackupVolumeSnapshots,
        BackupResourceList,
        BackupResults,
        BackupItemSnapshots,
        BackupItemOperations,
        BackupVolumeInfos,
        CSIBackupVolumeSnapshots,
        CSIBackupVolumeSnapshotContents,
        RestoreLog,
        RestoreResults,
        RestoreResourceList,
        RestoreItemOperations,
        RestoreVolumeInfo;

        /** Whether the name is that of a restore. */
        public boolean ofRestore() {
            return name().startsWith("Restore");
        }
    }

    /**
     * A kind of file and the name of its backup or restore.
     *
     * @param kind one of {@link Kind}, or a word of a newer client
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Target(@Nullable String kind, @Nullable String name) {

        /** The kind of file; empty when none is named, or one that is not known here. */
        public Optional<Kind> file() {
            return Arrays.stream(Kind.values())
                    .filter(known -> known.name().equals(kind))
                    .findFirst();
        }
    }
}
