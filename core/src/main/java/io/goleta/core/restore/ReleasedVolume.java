package io.goleta.core.restore;

import io.goleta.spi.item.KubernetesObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A persistent volume whose claim was deleted and that was retained: the usual state after somebody deleted a namespace. It still
 * names the deleted claim by its uid, and the restored claim would wait for it in vain. Pure.
 */
final class ReleasedVolume {
    /** Makes it wait for a claim of the same name, whatever its uid: what restoring the volume would have done. */
    static final Map<String, ? extends @Nullable Object> FREE = free();

    private ReleasedVolume() {}

    static boolean is(KubernetesObject object) {
        return object.kind().equals("PersistentVolume")
                && object.string("status", "phase").filter("Released"::equals).isPresent();
    }

    /** Whether it is the very volume in the backup, released by the very claim. */
    static boolean isThatOf(KubernetesObject released, KubernetesObject original) {
        return released.uid().equals(original.uid())
                && Stream.of("namespace", "name", "uid")
                        .allMatch(field -> Objects.equals(
                                released.get("spec", "claimRef", field), original.get("spec", "claimRef", field)));
    }

    private static Map<String, ? extends @Nullable Object> free() {
        Map<String, @Nullable Object> claim = new HashMap<>();
        claim.put("uid", null);
        claim.put("resourceVersion", null);
        return Map.of("spec", Map.of("claimRef", claim));
    }
}
