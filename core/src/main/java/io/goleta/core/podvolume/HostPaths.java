package io.goleta.core.podvolume;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders of the node that hostPath volumes may be read from or written to, and where this process sees them. The rest of
 * the node, and all that only this process has, is out of reach: neither {@code ..} nor a symbolic link leads there.
 */
public final class HostPaths {
    /** The environment variable with the folders of the node that are mounted, as paths of the node separated by colons. */
    public static final String FOLDERS = "GOLETA_HOST_PATHS";

    /** The environment variable with those of {@link #FOLDERS} that may be written. */
    public static final String WRITABLE_FOLDERS = "GOLETA_WRITABLE_HOST_PATHS";

    /** The folder below which each of them is mounted under its own path. */
    public static final Path MOUNTS = Path.of("/host_paths");

    private final List<Path> roots;
    private final List<Path> allowed;
    private final Path mounts;
    private final String refusal;

    private HostPaths(List<Path> roots, List<Path> allowed, Path mounts, String refusal) {
        this.roots = List.copyOf(roots);
        this.allowed = List.copyOf(allowed);
        this.mounts = mounts;
        this.refusal = refusal;
    }

    /**
     * For backups.
     *
     * @param roots as paths of the node
     * @param mounts the folder below which each is mounted under its own path
     */
    public static HostPaths readable(List<Path> roots, Path mounts) {
        return new HostPaths(
                roots,
                roots,
                mounts,
                "is in no folder that the agents may read (" + roots
                        + "); \"velero install --allow-host-path\" adds one");
    }

    /**
     * For restores. A folder that may only be read counts, too: what lies in it is not written, whatever it lies in.
     *
     * @param roots all folders that are mounted
     * @param writable those of them that may be written
     */
    public static HostPaths writable(List<Path> roots, List<Path> writable, Path mounts) {
        return new HostPaths(
                roots,
                writable,
                mounts,
                "is in no folder that the agents may write (" + writable
                        + "); \"velero install --allow-host-path FOLDER:rw\" adds one");
    }

    /**
     * For restores, of the folders that the installation tells all processes about: {@value #FOLDERS} lists those that are mounted below
     * {@code /host_paths}, {@value #WRITABLE_FOLDERS} those of them that may be written, both separated by colons.
     *
     * @param environment the value of a variable; null when it is not set
     */
    public static HostPaths writableFromEnvironment(Function<String, @Nullable String> environment) {
        return writable(folders(environment.apply(FOLDERS)), folders(environment.apply(WRITABLE_FOLDERS)), MOUNTS);
    }

    private static List<Path> folders(@Nullable String variable) {
        return Stream.of(Objects.requireNonNullElse(variable, "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** Why nothing is read from or written to this path, as far as the path alone tells; empty when it may be tried. */
    public Optional<String> reasonToRefuse(String path) {
        Path wanted = Path.of(path);
        if (!wanted.isAbsolute() || !wanted.normalize().equals(wanted)) {
            return Optional.of("the hostPath " + path + " is not an absolute path without \"..\"");
        }
        return root(wanted).filter(allowed::contains).isPresent()
                ? Optional.empty()
                : Optional.of("the hostPath " + path + " " + refusal);
    }

    /**
     * Where the directory of a hostPath volume is, by a path without symbolic links.
     *
     * @param path as the volume has it
     * @throws GoletaException USER when it lies in no folder that is allowed, or a symbolic link leads out of it; CLUSTER when
     *     there is no such directory on this node
     */
    public Path resolve(String path) {
        Optional<String> refused = reasonToRefuse(path);
        if (refused.isPresent()) {
            throw new GoletaException(Fault.USER, refused.get());
        }
        Path wanted = Path.of(path);
        Path root = root(wanted).orElseThrow();
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

    private Optional<Path> root(Path wanted) {
        return roots.stream().filter(wanted::startsWith).max(Comparator.comparing(Path::getNameCount));
    }

    private static Path below(Path mounts, Path root) {
        return mounts.resolve(Path.of("/").relativize(root));
    }
}
