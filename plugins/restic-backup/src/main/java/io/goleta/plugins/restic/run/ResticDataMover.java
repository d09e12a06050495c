package io.goleta.plugins.restic.run;

import io.goleta.spi.PluginContext;
import io.goleta.spi.Secret;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Progress;
import io.goleta.spi.volume.Repository;
import io.goleta.spi.volume.RepositoryKeys;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves volumes with restic. */
final class ResticDataMover implements DataMover, RepositoryKeys {
    private static final Logger LOGGER = LoggerFactory.getLogger(ResticDataMover.class);
    private static final int ALL = 100;

    private final Restic restic;
    private final RepositoryFiles files;
    private final RepositoryLocks locks;
    private final LockRetry lockRetry;
    private final SnapshotQueries snapshots;
    private final RepositoryOpening opening;
    private final ResticKeys keys;
    private final CacheLimit cache;
    private final ResticSettings settings;
    private final String path;

    ResticDataMover(
            ResticBinary binary,
            ResticSettings settings,
            Repository repository,
            PluginContext context,
            CommandRunner runner) {
        LocalProcesses here = LocalProcesses.ofThisHost(Optional.ofNullable(context.environment("HOSTNAME")));
        PodProcesses pods = new PodProcesses(context.cluster(), context.namespace());
        this.settings = settings;
        this.path = repository.path();
        this.restic = new Restic(binary, settings, repository, context, runner);
        this.files = new RepositoryFiles(repository);
        this.locks = new RepositoryLocks(restic, files, holder -> here.isDead(holder) || pods.isDead(holder));
        this.lockRetry = new LockRetry(restic, locks, settings.lockWait(), context.clock());
        this.snapshots = new SnapshotQueries(restic);
        this.opening = new RepositoryOpening(restic, files, path, context.clock());
        this.keys = new ResticKeys(lockRetry, files, path);
        this.cache = new CacheLimit(repository.cacheDirectory(), settings.cacheLimitMiB());
    }

    @Override
    public synchronized void prepare() {
        opening.prepare();
    }

    @Override
    public void connect() {
        opening.connect();
    }

    @Override
    public Snapshot backUp(VolumeSource source, Consumer<Progress> progress) {
        return backUp(source, progress, LOGGER::warn);
    }

    @Override
    public Snapshot backUp(VolumeSource source, Consumer<Progress> progress, Consumer<String> warnings) {
        return new VolumeBackup(source, progress, warnings).run(lockRetry, files, settings, restic.version());
    }

    @Override
    public void restore(String snapshotId, Path target, Consumer<Progress> progress) {
        restore(snapshotId, target, progress, LOGGER::warn);
    }

    @Override
    public void restore(String snapshotId, Path target, Consumer<Progress> progress, Consumer<String> warnings) {
        String id = files.snapshot(snapshotId)
                .orElseThrow(() -> new GoletaException(
                        Fault.USER, "there is no snapshot " + snapshotId + " in the restic repository at " + path));
        new VolumeRestore(id, target, progress, warnings).run(lockRetry, snapshots, settings, restic.version());
    }

    @Override
    public Optional<Snapshot> find(Map<String, String> tags) {
        return files.hasConfiguration() ? snapshots.newest(tags) : Optional.empty();
    }

    /**
     * Without restic, which wants to write a lock first: on a full disk nothing could be deleted any more. What it locks out, a
     * prune, only keeps more when a snapshot goes meanwhile.
     */
    @Override
    public void forget(List<String> snapshotIds) {
        snapshotIds.stream()
                .distinct()
                .flatMap(id -> files.snapshot(id).stream())
                .forEach(files::removeSnapshot);
    }

    @Override
    public void maintain() {
        maintain(line -> {});
    }

    @Override
    public void maintain(Consumer<String> output) {
        List<String> arguments = new ArrayList<>(List.of("prune"));
        if (!settings.maxRepackSize().isEmpty()) {
            arguments.add("--max-repack-size=" + settings.maxRepackSize());
        }
        run("free space", arguments, output);
    }

    @Override
    public void check(int readDataPercent) {
        check(readDataPercent, line -> {});
    }

    @Override
    public void check(int readDataPercent, Consumer<String> output) {
        run(
                "verify the repository",
                switch (readDataPercent) {
                    case 0 -> List.of("check");
                    case ALL -> List.of("check", "--read-data");
                    default -> List.of("check", "--read-data-subset=" + readDataPercent + "%");
                },
                output);
    }

    @Override
    public String currentKey() {
        return keys.current();
    }

    @Override
    public void addKey(Secret password) {
        keys.add(password);
    }

    @Override
    public void removeKey(String id) {
        keys.remove(id);
    }

    @Override
    public void unlock() {
        locks.removeDead();
    }

    @Override
    public void close() {
        restic.close();
        cache.enforce();
    }

    private void run(String purpose, List<String> arguments, Consumer<String> output) {
        lockRetry.run(Restic.Job.of(purpose, arguments, output)).orThrow(purpose);
    }
}
