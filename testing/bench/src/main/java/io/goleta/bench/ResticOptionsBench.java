package io.goleta.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goleta.plugins.restic.run.ResticDataMoverFactory;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.Secret;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Repository;
import io.goleta.spi.volume.VolumeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What restic's options gain for large files, with a store that answers late. */
final class ResticOptionsBench {
    private final Options options;
    private final Path work;
    private final Report report;
    private final BenchContext context;

    ResticOptionsBench(Options options, Path work, Report report) {
        this.options = options;
        this.work = work;
        this.report = report;
        this.context = new BenchContext(SampleTrees.fresh(work.resolve("plugin")));
    }

    void run() throws Exception {
        Path volume = SampleTrees.fresh(work.resolve("volume"));
        int files = options.number("files", 4);
        for (int i = 0; i < files; i++) {
            VolumeFiles.large(volume, "data" + i, options.number("large", 1_024) / files, i);
        }
        for (int delay : options.numbers("delays", "0,100")) {
            for (int packSize : options.numbers("packs", "16,4,32,64,128")) {
                measure(volume, delay, Map.of("packSize", String.valueOf(packSize)));
            }
            for (int readers : options.numbers("readers", "1,2,4,8")) {
                measure(volume, delay, Map.of("readConcurrency", String.valueOf(readers)));
            }
        }
    }

    private void measure(Path volume, int delay, Map<String, String> settings) throws Exception {
        Duration backup = Timing.NEVER;
        Duration restore = Timing.NEVER;
        int requests = 0;
        for (int run = 0; run < options.number("runs", 2); run++) {
            Bucket bucket = Bucket.fresh(work.resolve("bucket"), context);
            SlowStore store = new SlowStore(bucket.store(), Duration.ofMillis(delay));
            try (store;
                    DataMover mover = mover(store, settings)) {
                mover.prepare();
                int before = store.requests();
                VolumeSource source = new VolumeSource(volume, Map.of(), Optional.empty());
                String[] id = new String[1];
                backup = Timing.faster(
                        backup,
                        Timing.of(() ->
                                id[0] = mover.backUp(source, progress -> {}).id()));
                requests = store.requests() - before;
                Path target = SampleTrees.fresh(work.resolve("target"));
                restore = Timing.faster(restore, Timing.of(() -> mover.restore(id[0], target, progress -> {})));
            }
        }
        report.fact(delay + " ms, " + settings, List.of(backup, restore), requests);
    }

    private DataMover mover(SlowStore store, Map<String, String> settings) {
        Repository repository = new Repository(
                store,
                "restic/bench",
                Secret.of(BareRestic.PASSWORD.getBytes(UTF_8)),
                SampleTrees.fresh(work.resolve("cache")));
        return new ResticDataMoverFactory().create(repository, new PluginConfig("bench", settings), context);
    }
}
