package io.goleta.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goleta.core.json.GoJson;
import io.goleta.spi.item.KubernetesObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of each file of a backup, by file name, kept in one annotation of the published Backup: a JSON object.
 *
 * <p>Why there: the metadata is the commit point, so what it lists was stored before it; Velero reads annotations it does not
 * know and keeps them, whereas a file of our own beside the others would be one more thing that can be missing. Backups
 * written by Velero have none, and then nothing is verified.
 */
final class Checksums {
    static final String ANNOTATION = "goleta.io/checksums";

    private Checksums() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static KubernetesObject annotate(KubernetesObject backup, SortedMap<String, String> checksums) {
        return backup.withAnnotation(ANNOTATION, new String(GoJson.line(checksums), UTF_8).strip());
    }

    /** The checksum of a file in lower-case hexadecimal; empty when the metadata has none for it. */
    static Optional<String> of(KubernetesObject backup, String file) {
        return Optional.ofNullable(all(backup).get(file)).map(Object::toString);
    }

    private static Map<?, ?> all(KubernetesObject backup) {
        String text = backup.annotations().getOrDefault(ANNOTATION, "{}");
        try {
            @Nullable TreeMap<?, ?> all = GoJson.read(new ByteArrayInputStream(text.getBytes(UTF_8)), TreeMap.class);
            return all == null ? Map.of() : all;
        } catch (IOException e) {
            // Somebody else's text under our key proves nothing about the files.
            return Map.of();
        }
    }
}
