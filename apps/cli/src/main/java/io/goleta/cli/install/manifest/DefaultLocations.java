package io.goleta.cli.install.manifest;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The credentials and the default location. */
final class DefaultLocations {
    static final String CREDENTIALS = "cloud-credentials";
    static final String CREDENTIALS_KEY = "cloud";

    private static final String DEFAULT = "default";

    private DefaultLocations() {}

    static Secret credentials(io.goleta.spi.Secret content, String namespace) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(CREDENTIALS)
                .withNamespace(namespace)
                .withLabels(Installation.LABELS)
                .endMetadata()
                .withType("Opaque")
                .addToData(CREDENTIALS_KEY, Base64.getEncoder().encodeToString(content.reveal()))
                .build();
    }

    static KubernetesObject location(Installation.BackupLocation backups, String namespace) {
        Map<String, Object> bucket = new LinkedHashMap<>();
        bucket.put("bucket", backups.bucket());
        putUnlessEmpty(bucket, "prefix", backups.prefix());
        putUnlessEmpty(bucket, "caCert", backups.certificates());
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("provider", backups.provider());
        spec.put("default", true);
        spec.put("objectStorage", bucket);
        if (!backups.config().isEmpty()) {
            spec.put("config", backups.config());
        }
        return VeleroObjects.draft(VeleroKind.BACKUP_STORAGE_LOCATION, namespace, metadata(), spec);
    }

    private static Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", DEFAULT);
        metadata.put("labels", Installation.LABELS);
        return metadata;
    }

    private static void putUnlessEmpty(Map<String, Object> map, String key, String value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }
}
