package io.goleta.server.nodeagent;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The directory of a volume, and whether files may be restored into it. */
record RestoreTarget(ClusterReader cluster, KubernetesObject pod, String volume, Path directory) {

    /**
     * @throws GoletaException USER when the file system cannot be written
     */
    void requireWritable() {
        if (!Files.isWritable(directory)) {
            throw new GoletaException(
                    Fault.USER,
                    this + " cannot be written: it is mounted read-only, or the agent lacks the permission; restore its"
                            + " claim through a pod that mounts it writable");
        }
    }

    /**
     * @throws GoletaException USER when a different pod works in the volume's claim
     */
    void requireUnused() {
        ClaimUser.of(cluster, pod, volume).ifPresent(user -> {
            throw new GoletaException(
                    Fault.USER,
                    "pod " + user.name() + " works in the claim of " + this + ", whose files are not restored under it,"
                            + " and which keeps waiting; delete that pod, and restore again");
        });
    }

    /**
     * Files that are in a claim already are newer than those in a backup, and a mixture of both is nobody's wish.
     *
     * @param mayOverwrite whether the restore asks for just that; then the warnings are told
     * @throws GoletaException USER when there are files, and it does not
     */
    void requireEmpty(boolean mayOverwrite, Consumer<String> warnings) {
        Optional<Path> file = OccupiedVolume.file(directory);
        if (file.isEmpty()) {
            return;
        }
        String occupied = this + " held files before, among them " + file.get();
        if (!mayOverwrite) {
            throw new GoletaException(
                    Fault.USER,
                    occupied
                            + "; nothing is restored into it, and the pod keeps waiting. Delete the pod and its claim and"
                            + " restore again, or restore with --existing-resource-policy=update, which overwrites files of"
                            + " the same name and keeps the others");
        }
        warnings.accept(occupied + "; those that the backup has were overwritten, the others are still there");
    }

    @Override
    public String toString() {
        return "volume " + volume + " of pod " + pod.namespace() + "/" + pod.name();
    }
}
