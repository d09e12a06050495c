package io.goleta.plugins.restic.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.Progress;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One volume on its way into the repository. Used once. */
final class VolumeBackup {
    private final VolumeSource source;
    private final Consumer<Progress> progress;
    private @Nullable JsonNode summary;

    VolumeBackup(VolumeSource source, Consumer<Progress> progress) {
        this.source = source;
        this.progress = progress;
    }

    Snapshot run(LockRetry restic, RepositoryFiles files, ResticSettings settings, ResticVersion version) {
        if (!Files.isDirectory(source.directory())) {
            throw new GoletaException(Fault.CLUSTER, "there is no directory " + source.directory() + " to back up");
        }
        String purpose = "back up " + source.directory();
        RunResult result = restic.run(new Restic.Job(
                purpose, Optional.of(source.directory()), arguments(files, settings, version), this::read));
        if (result.isEmptyBackup()) {
            return new Snapshot("", 0);
        }
        if (result.isIncompleteBackup()) {
            throw incomplete(purpose, result, files);
        }
        return snapshot(purpose, result.orThrow(purpose), files);
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

    /** An incomplete snapshot is removed: a search by tags would take it for a complete one. */
    private GoletaException incomplete(String purpose, RunResult result, RepositoryFiles files) {
        ResticErrors errors = ResticErrors.of(result.errors());
        JsonNode end = summary;
        String id = end == null ? "" : end.path("snapshot_id").asText();
        String fate = "the snapshot without them, " + id + ", was removed again";
        try {
            files.snapshot(id).ifPresent(files::removeSnapshot);
        } catch (GoletaException e) {
            fate = "the snapshot without them, " + id + ", is useless but could not be removed: " + e.getMessage();
        }
        return new GoletaException(
                Fault.CLUSTER,
                "tried to " + purpose + " in " + result.path() + ", but restic could not read " + errors.fileCount()
                        + " of its files: " + errors.files() + "; " + fate);
    }
}
