package com.example.copymover;

import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Progress;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps every file of a volume as an object of its own, and what belongs to a snapshot in a list. The password of the repository
 * is not used: what is stored is as readable as the storage location is.
 */
final class CopyMover implements DataMover {
    private final CopyRepository repository;
    private final PluginContext context;
    private final Upkeep upkeep;

    CopyMover(CopyRepository repository, PluginContext context) {
        this.repository = repository;
        this.context = context;
        this.upkeep = new Upkeep(repository, context.clock());
    }

    @Override
    public void prepare() {
        repository.create();
    }

    @Override
    public void connect() {
        repository.require();
    }

    @Override
    public Snapshot backUp(VolumeSource source, Consumer<Progress> progress) {
        repository.require();
        return new VolumeCopy(repository, context, source, progress).run();
    }

    @Override
    public void restore(String snapshotId, Path target, Consumer<Progress> progress) {
        restore(snapshotId, target, progress, warning -> {});
    }

    @Override
    public void restore(String snapshotId, Path target, Consumer<Progress> progress, Consumer<String> warnings) {
        repository.require();
        SnapshotInfo info = repository
                .info(snapshotId)
                .orElseThrow(() -> new GoletaException(
                        Fault.USER, "there is no snapshot " + snapshotId + " in " + repository.path()));
        new FolderRestore(repository, real(target), info.totalBytes(), progress, warnings).run(snapshotId);
    }

    private static Path real(Path target) {
        try {
            return target.toRealPath();
        } catch (IOException e) {
            throw new GoletaException(Fault.CLUSTER, "cannot restore into " + target + ": " + e, e);
        }
    }

    @Override
    public Optional<Snapshot> find(Map<String, String> tags) {
        for (String id : repository.snapshots().reversed()) {
            Optional<SnapshotInfo> info =
                    repository.info(id).filter(found -> found.tags().entrySet().containsAll(tags.entrySet()));
            if (info.isPresent()) {
                return Optional.of(new Snapshot(id, info.get().totalBytes()));
            }
        }
        return Optional.empty();
    }

    @Override
    public void forget(List<String> snapshotIds) {
        snapshotIds.forEach(repository::forget);
    }

    @Override
    public void maintain() {
        maintain(line -> {});
    }

    @Override
    public void maintain(Consumer<String> output) {
        repository.require();
        upkeep.free(output);
    }

    @Override
    public void check(int readDataPercent) {
        check(readDataPercent, line -> {});
    }

    @Override
    public void check(int readDataPercent, Consumer<String> output) {
        repository.require();
        upkeep.verify(readDataPercent, output);
    }

    @Override
    public void unlock() {
        upkeep.removeDeadMarks();
    }

    @Override
    public void close() {
        // Nothing runs beside the calls, and the store belongs to the host.
    }
}
