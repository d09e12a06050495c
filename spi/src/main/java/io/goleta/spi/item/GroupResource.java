package io.goleta.spi.item;

/**
 * A kind of objects, as Velero and kubectl write it: {@code pods}, {@code deployments.apps}. No version: objects are read in
 * the version the API server prefers.
 *
 * @param group API group, empty for the core group
 * @param resource plural, lower case
 */
public record GroupResource(String group, String resource) implements Comparable<GroupResource> {

    /** Pods, the resource item actions ask for most. */
    public static final GroupResource PODS = new GroupResource("", "pods");

    /** Persistent volume claims. */
    public static final GroupResource PERSISTENT_VOLUME_CLAIMS = new GroupResource("", "persistentvolumeclaims");

    /** Persistent volumes. */
    public static final GroupResource PERSISTENT_VOLUMES = new GroupResource("", "persistentvolumes");

    /** Reads {@code pods} or {@code deployments.apps}. */
    public static GroupResource parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0
                ? new GroupResource("", text)
                : new GroupResource(text.substring(dot + 1), text.substring(0, dot));
    }

    /** {@code pods}, {@code deployments.apps}: also the name of the folder in a backup's archive. */
    @Override
    public String toString() {
        return group.isEmpty() ? resource : resource + "." + group;
    }

    @Override
    public int compareTo(GroupResource other) {
        return toString().compareTo(other.toString());
    }
}
