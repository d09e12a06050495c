package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.goleta.spi.item.KubernetesObject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where backups are kept. */
public final class BackupStorageLocation
        extends VeleroObject<BackupStorageLocation.Spec, BackupStorageLocation.Status> {
    BackupStorageLocation(KubernetesObject object) {
        super(VeleroKind.BACKUP_STORAGE_LOCATION, object, Spec.class, Status.class);
    }

    /** A bucket and how to reach it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(
            @Nullable String provider,
            Map<String, String> config,
            @Nullable SecretKeySelector credential,
            @Nullable ObjectStorage objectStorage,
            @JsonProperty("default") @Nullable Boolean isDefault,
            @Nullable String accessMode,
            @Nullable String backupSyncPeriod,
            @Nullable String validationFrequency) {

        @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
        public Spec {
            config = config == null ? Map.of() : Map.copyOf(config);
        }

        /** Whether backups may be written and deleted: unless an access mode says otherwise. A misspelt mode is no permission. */
        public boolean allowsWriting() {
            return accessMode == null || accessMode.isEmpty() || accessMode.equals("ReadWrite");
        }
    }

    /** Whether the bucket can be used. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            @Nullable String phase,
            @Nullable Instant lastSyncedTime,
            @Nullable Instant lastValidationTime,
            @Nullable String message) {}

    /** The bucket, a prefix in it, and the CA that signed its certificate (PEM, base64). */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ObjectStorage(
            @Nullable String bucket,
            @Nullable String prefix,
            @Nullable String caCert) {}

    /** One key of a Secret in Goleta's namespace. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SecretKeySelector(
            @Nullable String name, @Nullable String key) {}
}
