package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the deletion. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeleteBackupRequestStatus(@Nullable String phase, List<String> errors) {

    @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
    public DeleteBackupRequestStatus {
        errors = errors == null ? List.of() : List.copyOf(errors);
    }
}
