package io.goleta.spi.item;

/**
 * A kind of objects, as Velero and kubectl write it: {@code pods}, {@code deployments.apps}. No version: objects are read in
 * the version the API server prefers.
 *
 * @param group API group, empty for the core group
 * @param resource plural, lower case
 */
public record ResourceId(String group, String resource) implements Comparable<ResourceId> {

    /** Pods, the resource item actions ask for most. */
    public static final ResourceId PODS = new ResourceId("", "pods");

    /** Persistent volume claims. */
    public static final ResourceId PERSISTENT_VOLUME_CLAIMS = new ResourceId("", "persistentvolumeclaims");

    /** Persistent volumes. */
    public static final ResourceId PERSISTENT_VOLUMES = new ResourceId("", "persistentvolumes");

    /** Reads {@code pods} or {@code deployments.apps}. */
    public static ResourceId parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? new ResourceId("", text) : new ResourceId(text.substring(dot + 1), text.substring(0, dot));
    }

    /** {@code pods}, {@code deployments.apps}: also the name of the folder in a backup's archive. */
    @Override
    public String toString() {
        return group.isEmpty() ? resource : resource + "." + group;
    }

    @Override
    public int compareTo(ResourceId other) {
        return toString().compareTo(other.toString());
    }
}
