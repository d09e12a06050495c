package io.goleta.core.archive;

import io.goleta.core.api.Backup;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every entry name of an archive, as Velero 1.4 and later write them. This is an on-disk format: a golden test pins it.
 *
 * <pre>
 * metadata/version
 * resources/pods/v1-preferredversion/namespaces/shop/web-0.json
 * resources/pods/namespaces/shop/web-0.json
 * resources/persistentvolumes/v1-preferredversion/cluster/pv-1.json
 * resources/persistentvolumes/cluster/pv-1.json
 * </pre>
 *
 * Readers of every age find an object under the name without a version; the other one is what Velero looks at to choose an API
 * version. Both hold the same bytes.
 */
final class ArchiveLayout {
    /** The entry that tells the format's version. */
    static final String VERSION_ENTRY = "metadata/version";

    /** The version that is written. */
    static final String VERSION = Backup.Status.FORMAT_VERSION;

    /** The versions that are read; {@code 1} has no names with a version. */
    static final Set<String> READABLE_VERSIONS = Set.of("1", VERSION);

    /** No object may be larger, written or read. An API server accepts about 1.5 MiB. */
    static final int LARGEST_ENTRY = 32 << 20;

    /** No larger object is restored: as maps it may take many times as much memory, and API servers take no larger request. */
    static final int LARGEST_READ = 3 << 20;

    /** No entry has a longer name: resource and object have at most 253 characters, a namespace 63. */
    static final int LONGEST_NAME = 1024;

    private static final String ROOT = "resources";
    private static final String PREFERRED = "-preferredversion";
    private static final String CLUSTER = "cluster";
    private static final String NAMESPACES = "namespaces";
    private static final String SUFFIX = ".json";

    private ArchiveLayout() {}

    /** The name that every reader looks for. */
    static String entry(ArchiveItem item) {
        return ROOT + "/" + segment(item.resource(), item) + "/" + tail(item);
    }

    /** The name below the version that the API server prefers. */
    static String preferredEntry(ArchiveItem item, String version) {
        return ROOT + "/" + segment(item.resource(), item) + "/" + segment(version, item) + PREFERRED + "/"
                + tail(item);
    }

    /** The object that an entry holds; empty for every other entry, those below a version included. */
    static Optional<ArchiveItem> item(String entry) {
        String[] steps = entry.split("/", -1);
        boolean clusterScoped = steps.length == 4 && steps[2].equals(CLUSTER);
        boolean namespaced = steps.length == 5 && steps[2].equals(NAMESPACES);
        if (!(clusterScoped || namespaced) || !steps[0].equals(ROOT)) {
            return Optional.empty();
        }
        String file = steps[steps.length - 1];
        if (!file.endsWith(SUFFIX) || file.length() == SUFFIX.length()) {
            return Optional.empty();
        }
        String name = file.substring(0, file.length() - SUFFIX.length());
        return Optional.of(new ArchiveItem(steps[1], namespaced ? steps[3] : null, name));
    }

    /** Whether an entry is part of the layout, though it may hold no object or hold one under a version. */
    static boolean isKnown(String entry) {
        String[] steps = entry.split("/", -1);
        boolean isVersioned =
                (steps.length == 5 && steps[3].equals(CLUSTER)) || (steps.length == 6 && steps[3].equals(NAMESPACES));
        return entry.startsWith("metadata/")
                || item(entry).isPresent()
                || (isVersioned && steps[0].equals(ROOT) && entry.endsWith(SUFFIX));
    }

    private static String tail(ArchiveItem item) {
        String file = segment(item.name(), item) + SUFFIX;
        String namespace = item.namespace();
        return namespace == null ? CLUSTER + "/" + file : NAMESPACES + "/" + segment(namespace, item) + "/" + file;
    }

    private static String segment(@Nullable String text, ArchiveItem item) {
        if (text == null || text.isEmpty() || text.equals(".") || text.equals("..") || hasUnsafe(text)) {
            throw new GoletaException(
                    Fault.PLUGIN,
                    "Cannot put " + item + " into the archive: \"" + text + "\" is no name that an API server accepts;"
                            + " look for an item action that renames objects");
        }
        return text;
    }

    private static boolean hasUnsafe(String text) {
        return text.indexOf('/') >= 0 || text.indexOf('\0') >= 0;
    }
}
