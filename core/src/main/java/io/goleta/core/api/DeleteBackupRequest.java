package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request to delete a backup with all its data. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("DeleteBackupRequest")
@Plural("deletebackuprequests")
public final class DeleteBackupRequest extends CustomResource<DeleteBackupRequest.Spec, DeleteBackupRequest.Status>
        implements Namespaced {
    private static final long serialVersionUID = 1L;

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
