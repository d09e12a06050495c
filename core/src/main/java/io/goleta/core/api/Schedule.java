package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.goleta.spi.item.KubernetesObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes backups from a template, again and again. */
public final class Schedule extends VeleroObject<Schedule.Spec, Schedule.Status> {
    Schedule(KubernetesObject object) {
        super(VeleroKind.SCHEDULE, object, Spec.class, Status.class);
    }

    /**
     * When to make which backups.
     *
     * @param schedule five fields as in cron, or {@code @daily} and its like
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(
            Backup.@Nullable Spec template,
            @Nullable String schedule,
            @Nullable Boolean useOwnerReferencesInBackup,
            @Nullable Boolean paused,
            @Nullable Boolean skipImmediately) {}

    /** Whether the schedule runs, and when it last did. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            @Nullable Phase phase,
            @Nullable Instant lastBackup,
            @Nullable Instant lastSkipped,
            List<String> validationErrors) {

        @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
        public Status {
            validationErrors = validationErrors == null ? List.of() : List.copyOf(validationErrors);
        }
    }

    /** Whether a schedule runs. */
    public enum Phase {
        New,
        Enabled,
        FailedValidation
    }
}
