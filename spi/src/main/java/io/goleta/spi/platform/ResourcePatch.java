package io.goleta.spi.platform;

import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;

/**
 * A change to an object that is not Goleta's own.
 *
 * @param mergePatch a JSON merge patch (RFC 7396)
 * @param reason what it is good for, a sentence
 * @param command what does the same by hand; may go over several lines
 */
public record ResourcePatch(ItemId target, Map<String, Object> mergePatch, String reason, String command) {
    public ResourcePatch {
        mergePatch = KubernetesObject.of(mergePatch).content();
    }
}
