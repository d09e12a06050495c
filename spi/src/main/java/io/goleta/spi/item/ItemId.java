package io.goleta.spi.item;

import org.jspecify.annotations.Nullable;

/**
 * One object's address.
 *
 * @param namespace null for a cluster-scoped object
 */
public record ItemId(GroupResource resource, @Nullable String namespace, String name) {

    /** {@code pods/shop/web-0}, {@code persistentvolumes/pv-1}. */
    @Override
    public String toString() {
        return namespace == null ? resource + "/" + name : resource + "/" + namespace + "/" + name;
    }
}
