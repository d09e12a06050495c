package io.goleta.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goleta.plugins.restic.run.ResticDataMoverFactory;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.Secret;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Repository;
import io.goleta.spi.volume.VolumeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Volumes through the data mover and the filesystem store, against restic by hand on the same disk. */
final class VolumesBench {
    private static final String REPOSITORY = "restic/bench";
    // As many as a node agent moves unless told otherwise.
    private static final int AT_ONCE = 4;

    private final Options options;
    private final Path work;
    private final Report report;
    private final BenchContext context;

    VolumesBench(Options options, Path work, Report report) {
        this.options = options;
        this.work = work;
        this.report = report;
        this.context = new BenchContext(SampleTrees.fresh(work.resolve("plugin")));
    }

    void run() throws Exception {
        int small = options.number("small", 20_000);
        int large = options.number("large", 2_048);
        int many = options.number("many", 100);
        if (small > 0) {
            Path volume = SampleTrees.fresh(work.resolve("small"));
            VolumeFiles.small(volume, small, 1);
            compare(small + " small files", volume);
        }
        if (large > 0) {
            Path volume = SampleTrees.fresh(work.resolve("large"));
            VolumeFiles.large(volume, "data", large, 2);
            compare(large + " MiB in one file", volume);
        }
        if (many > 0) {
            race(many);
        }
    }

    private record Times(Duration backup, Duration restore) {
        static final Times NEVER = new Times(Timing.NEVER, Timing.NEVER);

        Times fastest(Times other) {
            return new Times(Timing.faster(backup, other.backup), Timing.faster(restore, other.restore));
        }
    }

    private void compare(String what, Path volume) throws Exception {
        Times bare = Times.NEVER;
        Times ours = Times.NEVER;
        for (int run = 0; run < options.number("runs", 2); run++) {
            bare = bare.fastest(bare(volume));
            ours = ours.fastest(ours(volume));
        }
        report.compare("backup of " + what, ours.backup(), bare.backup(), 1.05, 1);
        report.compare("restore of " + what, ours.restore(), bare.restore(), 1.05, 1);
        SampleTrees.delete(volume);
    }

    private Times bare(Path volume) throws Exception {
        BareRestic restic = bareRestic();
        Duration backup = Timing.of(() -> restic.run(volume, "backup", ".", "--host=velero", "--tag=a=b", "--json"));
        Path target = SampleTrees.fresh(work.resolve("target"));
        Duration restore = Timing.of(() -> restic.run(target, "restore", "latest", "--target=."));
        return new Times(backup, restore);
    }

    private Times ours(Path volume) throws Exception {
        Bucket bucket = Bucket.fresh(work.resolve("ours"), context);
        try (ObjectStore store = bucket.store();
                DataMover mover = mover(store)) {
            mover.prepare();
            String[] id = new String[1];
            Duration backup = Timing.of(() -> id[0] = backUp(mover, volume));
            Path target = SampleTrees.fresh(work.resolve("target"));
            Duration restore = Timing.of(() -> mover.restore(id[0], target, progress -> {}));
            return new Times(backup, restore);
        }
    }

    private void race(int count) throws Exception {
        List<Path> volumes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path volume = SampleTrees.fresh(work.resolve("many").resolve("volume-" + i));
            VolumeFiles.large(volume, "data", 10, 1_000 + i);
            volumes.add(volume);
        }
        BareRestic restic = bareRestic();
        Duration bare = Timing.of(() -> {
            for (Path volume : volumes) {
                restic.run(volume, "backup", ".", "--host=velero", "--tag=a=b", "--json");
            }
        });
        Bucket bucket = Bucket.fresh(work.resolve("ours"), context);
        try (ObjectStore store = bucket.store();
                DataMover mover = mover(store)) {
            mover.prepare();
            Duration ours = Timing.of(() -> backUpAll(mover, volumes));
            report.race("backup of " + count + " volumes of 10 MiB", ours, bare, 3);
        }
        SampleTrees.delete(work.resolve("many"));
    }

    private static void backUpAll(DataMover mover, List<Path> volumes) throws Exception {
        List<Future<String>> snapshots = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            volumes.forEach(volume -> snapshots.add(threads.submit(() -> backUp(mover, volume))));
        }
        for (Future<String> snapshot : snapshots) {
            snapshot.get();
        }
    }

    private BareRestic bareRestic() throws Exception {
        Path folder = SampleTrees.fresh(work.resolve("bare"));
        BareRestic restic = new BareRestic(folder.resolve("repository").toString(), folder.resolve("cache"), Map.of());
        restic.run(folder, "init");
        return restic;
    }

    private DataMover mover(ObjectStore store) {
        Path cache = SampleTrees.fresh(work.resolve("ours-cache"));
        Repository repository =
                new Repository(store, REPOSITORY, Secret.of(BareRestic.PASSWORD.getBytes(UTF_8)), cache);
        return new ResticDataMoverFactory().create(repository, PluginConfig.empty(), context);
    }

    private static String backUp(DataMover mover, Path volume) {
        return mover.backUp(new VolumeSource(volume, Map.of("a", "b"), Optional.empty()), progress -> {})
                .id();
    }
}
