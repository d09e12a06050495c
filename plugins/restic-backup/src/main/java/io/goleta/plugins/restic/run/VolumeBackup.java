package io.goleta.plugins.restic.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.IncompleteSnapshotException;
import io.goleta.spi.volume.Progress;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One volume on its way into the repository. Used once. */
final class VolumeBackup {
    private final VolumeSource source;
    private final Consumer<Progress> progress;
    private final Consumer<String> warnings;
    private @Nullable JsonNode summary;

    VolumeBackup(VolumeSource source, Consumer<Progress> progress, Consumer<String> warnings) {
        this.source = source;
        this.progress = progress;
        this.warnings = warnings;
    }

    Snapshot run(LockRetry restic, RepositoryFiles files, ResticSettings settings, ResticVersion version) {
        if (!Files.isDirectory(source.directory())) {
            throw new GoletaException(Fault.CLUSTER, "there is no directory " + source.directory() + " to back up");
        }
        String identity = identity();
        String purpose = "back up " + source.directory();
        UnreadFiles missing = new UnreadFiles(real());
        RunResult result = restic.run(
                Restic.Job.in(source.directory(), purpose, arguments(files, settings, version), this::read, missing));
        boolean isEmpty = result.isEmptyBackup() && missing.unreadable().isEmpty();
        if (!isEmpty && !result.isIncompleteBackup()) {
            result.orThrow(purpose);
        }
        requireSame(identity, files);
        if (isEmpty) {
            return new Snapshot("", 0);
        }
        Snapshot snapshot = snapshot(purpose, result, files);
        if (result.isIncompleteBackup()) {
            tell(snapshot, purpose, result, missing);
        }
        return snapshot;
    }

    private Path real() {
        try {
            return source.directory().toRealPath();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String identity() {
        try {
            return String.valueOf(Files.readAttributes(source.directory(), BasicFileAttributes.class)
                    .fileKey());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private GoletaException unreadable(IOException e) {
        return new GoletaException(Fault.CLUSTER, "cannot read " + source.directory() + ": " + e, e);
    }

    /** In a volume that was unmounted while it was read, all files look as if they had been deleted. */
    private void requireSame(String identity, RepositoryFiles files) {
        if (!Files.isDirectory(source.directory()) || !identity().equals(identity)) {
            JsonNode end = summary;
            if (end != null && !end.path("snapshot_id").asText().isEmpty()) {
                files.snapshot(end.path("snapshot_id").asText()).ifPresent(files::removeSnapshot);
            }
            throw new GoletaException(
                    Fault.CLUSTER, source.directory() + " was unmounted or replaced while it was backed up");
        }
    }

    private void tell(Snapshot snapshot, String purpose, RunResult result, UnreadFiles missing) {
        boolean isExplained =
                !missing.unreadable().isEmpty() || !missing.deleted().isEmpty();
        if (!isExplained || !missing.unreadable().isEmpty()) {
            String files = isExplained
                    ? missing.unreadable().count() + " of its files: " + missing.unreadable()
                    : "all of its files: " + ResticErrors.of(result.errors()).text();
            throw new IncompleteSnapshotException(
                    snapshot,
                    "tried to " + purpose + " in " + result.path() + ", but restic could not read " + files
                            + "; snapshot " + snapshot.id() + " has the others and can be restored");
        }
        warnings.accept(missing.deleted().count()
                + " files were deleted while the volume was backed up, and are not in the snapshot: "
                + missing.deleted());
    }

    private List<String> arguments(RepositoryFiles files, ResticSettings settings, ResticVersion version) {
        List<String> arguments = new ArrayList<>(List.of("backup", "."));
        source.tags().forEach((key, value) -> arguments.add("--tag=" + Tags.tag(key, value)));
        // A fixed host, as Velero's, so that snapshots of one volume belong together independent of the pod's name.
        arguments.add("--host=velero");
        arguments.add("--json");
        source.parent()
                .filter(parent -> !parent.isEmpty())
                .flatMap(files::snapshot)
                .ifPresent(parent -> arguments.addAll(comparedWith(parent)));
        if (settings.readConcurrency() > 0 && version.hasReadConcurrency()) {
            arguments.add("--read-concurrency=" + settings.readConcurrency());
        }
        return arguments;
    }

    private List<String> comparedWith(String parent) {
        return source.recreated()
                ? List.of("--parent=" + parent, "--ignore-inode", "--ignore-ctime")
                : List.of("--parent=" + parent);
    }

    private void read(String line) {
        Optional<JsonNode> message = JsonLine.parse(line);
        if (message.isEmpty()) {
            return;
        }
        switch (message.get().path("message_type").asText()) {
            case "status" -> report(message.get());
            case "summary" -> summary = message.get();
            default -> {}
        }
    }

    private void report(JsonNode status) {
        long done = status.path("bytes_done").asLong();
        if (done > 0) {
            progress.accept(new Progress(status.path("total_bytes").asLong(), done));
        }
    }

    private Snapshot snapshot(String purpose, RunResult result, RepositoryFiles files) {
        JsonNode end = summary;
        if (end == null || end.path("snapshot_id").asText().isEmpty()) {
            throw new GoletaException(
                    Fault.INTERNAL,
                    "tried to " + purpose + " in " + result.path()
                            + ", but restic did not say which snapshot it wrote; it said: "
                            + ResticErrors.of(result.errors()).text());
        }
        long bytes = end.path("total_bytes_processed").asLong();
        progress.accept(new Progress(bytes, bytes));
        // Up to 0.14 restic tells the first eight digits only.
        String id = end.path("snapshot_id").asText();
        return new Snapshot(files.snapshot(id).orElse(id), bytes);
    }
}
