package io.goleta.plugins.restic.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One volume on its way out of the repository. Used once. */
final class VolumeRestore {
    private final String snapshot;
    private final Path target;
    private final Consumer<Progress> progress;
    private final Consumer<String> warnings;
    private @Nullable JsonNode summary;

    /**
     * @param snapshot a full id
     */
    VolumeRestore(String snapshot, Path target, Consumer<Progress> progress, Consumer<String> warnings) {
        this.snapshot = snapshot;
        this.target = target;
        this.progress = progress;
        this.warnings = warnings;
    }

    void run(LockRetry restic, SnapshotQueries snapshots, ResticSettings settings, ResticVersion version) {
        if (!Files.isDirectory(target)) {
            throw new GoletaException(Fault.CLUSTER, "there is no directory " + target + " to restore into");
        }
        clearTheWay(snapshots, version);
        if (version.hasRestoreProgress()) {
            restore(restic, settings, version);
            reportEnd();
            return;
        }
        RestoreProgressPoller poller = RestoreProgressPoller.start(target, () -> snapshots.size(snapshot), progress);
        try (poller) {
            restore(restic, settings, version);
        }
        long total = poller.total();
        progress.accept(new Progress(total, total));
    }

    private void restore(LockRetry restic, ResticSettings settings, ResticVersion version) {
        List<String> arguments = new ArrayList<>(List.of("restore", snapshot, "--target=."));
        if (version.hasRestoreProgress()) {
            arguments.add("--json");
        }
        if (settings.sparse() && version.hasSparseRestore()) {
            arguments.add("--sparse");
        }
        if (!isRestored(restic, arguments, false)) {
            isRestored(restic, arguments, true);
        }
    }

    /**
     * A lock protects from a prune by somebody else. A store that cannot be written needs no protection, and must not keep
     * anybody from his data.
     *
     * @param last whether to go without a lock; if not, false is returned when the store accepts none
     */
    private boolean isRestored(LockRetry restic, List<String> arguments, boolean last) {
        List<String> all = new ArrayList<>(arguments);
        if (last) {
            all.add("--no-lock");
        }
        String purpose = "restore snapshot " + snapshot + " into " + target;
        RestoreErrors errors = new RestoreErrors();
        RunResult result = restic.run(Restic.Job.in(target, purpose, all, this::read, errors));
        if (!last && result.storeFailure().filter(e -> !e.isRetryable()).isPresent()) {
            return false;
        }
        if (!result.isSuccess()
                && result.code() < RunResult.KILLED
                && result.storeFailure().isEmpty()
                && errors.areOfAttributesOnly()) {
            warnings.accept(
                    "owner, mode, times or attributes of " + errors.attributes().count()
                            + " files could not be set, their content is complete: " + errors.attributes());
            return true;
        }
        result.orThrow(purpose);
        return true;
    }

    private void clearTheWay(SnapshotQueries snapshots, ResticVersion version) {
        Obstacles obstacles = Obstacles.in(target, version);
        if (!obstacles.isEmpty()) {
            snapshots.paths(snapshot, obstacles::clear);
        }
    }

    private void read(String line) {
        JsonLine.parse(line).ifPresent(message -> {
            switch (message.path("message_type").asText()) {
                case "status" -> report(message);
                case "summary" -> summary = message;
                default -> {}
            }
        });
    }

    private void report(JsonNode status) {
        long done = status.path("bytes_restored").asLong()
                + status.path("bytes_skipped").asLong();
        if (done > 0) {
            progress.accept(new Progress(status.path("total_bytes").asLong(), done));
        }
    }

    private void reportEnd() {
        JsonNode end = summary;
        if (end != null) {
            long total = end.path("total_bytes").asLong();
            progress.accept(new Progress(total, total));
        }
    }
}
