package io.goleta.core.archive;

import org.jspecify.annotations.Nullable;

/**
 * An object's place in an archive.
 *
 * @param resource {@code pods}, {@code deployments.apps}
 * @param namespace null for a cluster-scoped object
 */
public record ArchiveItem(String resource, @Nullable String namespace, String name) {

    /** {@code pods/shop/web-0}, {@code persistentvolumes/pv-1}. */
    @Override
    public String toString() {
        return namespace == null ? resource + "/" + name : resource + "/" + namespace + "/" + name;
    }
}
