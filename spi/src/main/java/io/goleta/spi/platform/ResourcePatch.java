package io.goleta.spi.platform;

import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;

/**
 * A patch of an object that is not Goleta's own.
 *
 * @param mergePatch a JSON merge patch (RFC 7396)
 * @param reason why it is required, a sentence
 * @param command the equivalent kubectl command; may span several lines
 */
public record ResourcePatch(ItemId target, Map<String, Object> mergePatch, String reason, String command) {
    public ResourcePatch {
        mergePatch = KubernetesObject.of(mergePatch).content();
    }
}
