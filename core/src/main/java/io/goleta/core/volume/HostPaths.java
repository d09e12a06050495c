package io.goleta.core.volume;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * The folders of the node that hostPath volumes may be read from, and where this process sees them. The rest of the node, and
 * all that only this process has, is out of reach: neither {@code ..} nor a symbolic link leads there.
 */
public final class HostPaths {
    /** For restores: what agents read of a node they never write. */
    public static final HostPaths NOT_WRITTEN = new HostPaths(
            List.of(), Path.of("/"), "is a directory of the node, and files are never restored into those");

    private final List<Path> roots;
    private final Path mounts;
    private final String refusal;

    /**
     * @param roots as paths of the node
     * @param mounts the folder below which each is mounted under its own path
     */
    public HostPaths(List<Path> roots, Path mounts) {
        this(
                roots,
                mounts,
                "is in no folder that the agents may read (" + roots
                        + "); \"velero install --allow-host-path\" adds one");
    }

    private HostPaths(List<Path> roots, Path mounts, String refusal) {
        this.roots = List.copyOf(roots);
        this.mounts = mounts;
        this.refusal = refusal;
    }

    /**
     * Where the directory of a hostPath volume is, by a path without symbolic links.
     *
     * @param path as the volume has it
     * @throws GoletaException USER when it lies in no folder that may be read, or a symbolic link leads out of it; CLUSTER when
     *     there is no such directory on this node
     */
    public Path resolve(String path) {
        Path wanted = Path.of(path);
        if (!wanted.isAbsolute() || !wanted.normalize().equals(wanted)) {
            throw new GoletaException(Fault.USER, "the hostPath " + path + " is not an absolute path without \"..\"");
        }
        Path root = roots.stream()
                .filter(wanted::startsWith)
                .max(Comparator.comparing(Path::getNameCount))
                .orElseThrow(() -> new GoletaException(Fault.USER, "the hostPath " + path + " " + refusal));
        try {
            Path mounted = below(mounts, root).toRealPath();
            Path real = mounted.resolve(root.relativize(wanted)).toRealPath();
            if (!real.startsWith(mounted)) {
                throw new GoletaException(
                        Fault.USER, "the hostPath " + path + " leads out of " + root + " by a symbolic link");
            }
            if (!Files.isDirectory(real)) {
                throw new GoletaException(Fault.USER, "the hostPath " + path + " is not a directory");
            }
            return real;
        } catch (NoSuchFileException e) {
            throw new GoletaException(Fault.CLUSTER, "there is no directory " + path + " on this node", e);
        } catch (IOException e) {
            throw new GoletaException(Fault.CLUSTER, "cannot look for the hostPath " + path + ": " + e, e);
        }
    }

    private static Path below(Path mounts, Path root) {
        return mounts.resolve(Path.of("/").relativize(root));
    }
}
