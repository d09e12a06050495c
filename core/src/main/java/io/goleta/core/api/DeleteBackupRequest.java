package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request to delete a backup with all its data. */
public final class DeleteBackupRequest extends VeleroObject<DeleteBackupRequest.Spec, DeleteBackupRequest.Status> {
    DeleteBackupRequest(KubernetesObject object) {
        super(VeleroKind.DELETE_BACKUP_REQUEST, object, Spec.class, Status.class);
    }

    /** Which backup. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(@Nullable String backupName) {}

    /** What became of the deletion. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(@Nullable String phase, List<String> errors) {

        @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
        public Status {
            errors = errors == null ? List.of() : List.copyOf(errors);
        }
    }
}
