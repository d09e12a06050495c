package io.goleta.core.api;

import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A volume that a backup looked at and does not hold.
 *
 * @param owner what stays when the pod is replaced, as {@link VeleroApi#VOLUME_OWNER} has it
 * @param reason to be read after "is not backed up:"
 * @param optedOut whether somebody said that it is not to be backed up
 */
public record SkippedVolume(
        String namespace, String pod, String volume, String owner, String reason, boolean optedOut) {
    /** Where they are in a results document. Velero takes each side for messages and passes over what else is in it. */
    public static final String SIDE = "volumes";

    private static final String LIST = "notBackedUp";

    /** Those in a results document; none in one that another server wrote. */
    public static List<SkippedVolume> in(Map<String, Object> results) {
        return KubernetesObject.of(results).maps(SIDE, LIST).stream()
                .map(KubernetesObject::of)
                .map(entry -> new SkippedVolume(
                        entry.string("namespace").orElse(""),
                        entry.string("pod").orElse(""),
                        entry.string("volume").orElse(""),
                        entry.string("owner").orElse(""),
                        entry.string("reason").orElse(""),
                        entry.isTrue("optedOut")))
                .toList();
    }

    /** The side of a results document that lists them. */
    public static Map<String, Object> document(List<SkippedVolume> volumes) {
        return Map.of(LIST, volumes.stream().map(SkippedVolume::entry).toList());
    }

    private Map<String, Object> entry() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("namespace", namespace);
        entry.put("pod", pod);
        entry.put("volume", volume);
        entry.put("owner", owner);
        entry.put("reason", reason);
        entry.put("optedOut", optedOut);
        return entry;
    }
}
